import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { MoreIcon } from '../icons';
import { Leaf } from '../leaf';
import { readText } from '../read-wire';
import { useViewSettings } from '../view-settings';

interface CardMenuProps {
  description: string;
  actions: readonly { text?: string | undefined; key?: string | undefined }[];
}

/** The "…" of a card: a menu button with the keys such a button has (arrows, Home, End, Escape). */
export function CardMenu({ description, actions }: CardMenuProps) {
  const { labels, onMenuAction } = useViewSettings();
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const items = useRef<(HTMLButtonElement | null)[]>([]);

  useEffect(() => {
    if (open) items.current[0]?.focus();
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const moveWithKeys = (event: KeyboardEvent) => {
    const current = items.current.findIndex((item) => item === document.activeElement);
    const targets: Record<string, number> = {
      ArrowDown: (current + 1) % actions.length,
      ArrowUp: (current + actions.length - 1) % actions.length,
      Home: 0,
      End: actions.length - 1,
    };
    const target = targets[event.key];
    if (event.key === 'Escape') close();
    else if (target !== undefined) items.current[target]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const openWithArrow = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <span
      ref={root}
      className="owv-menu"
      onBlur={(event) => {
        if (!root.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className="owv-menu-button"
        aria-label={description || labels.more}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={openWithArrow}
      >
        <MoreIcon />
      </button>
      {open && (
        <div
          id={id}
          role="menu"
          className="owv-menu-list"
          aria-label={description || labels.more}
          onKeyDown={moveWithKeys}
        >
          {actions.map((action, index) => (
            <button
              key={index}
              ref={(element) => {
                items.current[index] = element;
              }}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className="owv-menu-item"
              onClick={() => {
                close();
                onMenuAction?.({ key: readText(action.key), text: readText(action.text) });
              }}
            >
              <Leaf text={action.text} />
            </button>
          ))}
        </div>
      )}
    </span>
  );
}
