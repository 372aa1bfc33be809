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
export function MarkedTextArea({ buttons, toolbarLabel, value = '', onChange, ...props }: MarkedTextAreaProps) {
  const box = useRef<HTMLDivElement>(null);
  const insert = (marks: Marks) => {
    const area = box.current?.querySelector('textarea');
    const selection = area
      ? { start: area.selectionStart, end: area.selectionEnd }
      : { start: value.length, end: value.length };
    const next = insertMarks(value, selection, marks);
    onChange?.(next.text);
    // After the host's text area has taken the new text.
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(next.start, next.end);
    });
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
      <VariableTextArea {...props} value={value} lines={5} {...(onChange ? { onChange } : {})} />
    </div>
  );
}
