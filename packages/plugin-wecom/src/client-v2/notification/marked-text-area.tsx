import { useRef } from 'react';
import { Button, Flex, Tooltip } from 'antd';
import { insertMarks, type Marks } from './insert-marks';
import { VariableTextArea } from './variable-text-area';

export interface MarkButton {
  key: string;
  label: string;
  /** What a click does, in words. */
  hint: string;
  color?: string;
  marks: Marks;
}

interface MarkedTextAreaProps {
  buttons: MarkButton[];
  toolbarLabel: string;
  id?: string;
  value?: string;
  onChange?: (text: string) => void;
}

/** A paragraph with buttons that put marks around the selected text. */
export function MarkedTextArea({ buttons, toolbarLabel, ...input }: MarkedTextAreaProps) {
  const box = useRef<HTMLDivElement>(null);
  const insert = (marks: Marks) => {
    const area = box.current?.querySelector('textarea');
    if (!area) return;
    const { inserted, start, end } = insertMarks(
      area.value,
      { start: area.selectionStart, end: area.selectionEnd },
      marks,
    );
    area.focus();
    // As if it was typed: the host's text area hears of it, and one can undo it.
    document.execCommand('insertText', false, inserted);
    area.setSelectionRange(start, end);
  };
  return (
    <div ref={box}>
      <Flex wrap gap={4} role="toolbar" aria-label={toolbarLabel} style={{ marginBottom: 4 }}>
        {buttons.map(({ key, label, hint, color, marks }) => (
          <Tooltip key={key} title={hint}>
            <Button
              size="small"
              autoInsertSpace={false}

              style={color ? { color } : {}}
              onClick={() => insert(marks)}
            >
              {label}
            </Button>
          </Tooltip>
        ))}
      </Flex>
      <VariableTextArea {...input} lines={5} />
    </div>
  );
}
