import type { KeyboardEvent } from 'react';
import { WorkflowVariableTextArea } from '@nocobase/plugin-workflow/client-v2';
import { useKind } from './kind-context';

/** Three braces: with two, the host would escape the text for HTML. */
const DELIMITERS = ['{{{', '}}}'] as const;

/** The host's small monospace is for code; this is text. At the end of the first line stands its button for variables. */
const readable = { font: 'inherit', minHeight: 32, paddingInlineEnd: 40 };

interface VariableTextAreaProps {
  id?: string;
  value?: string;
  onChange?: (text: string) => void;
  placeholder?: string;
  /** At least so many lines; 1 means that it is one line, in which Enter does nothing. */
  lines: number;
  'aria-label'?: string;
}

/** A text with workflow variables. */
export function VariableTextArea({ lines, onChange, ...props }: VariableTextAreaProps) {
  const { variableOptions } = useKind();
  const keepOneLine = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault();
  };
  return (
    <WorkflowVariableTextArea
      {...props}
      {...(variableOptions ? { metaTree: variableOptions } : {})}
      {...(lines === 1 ? { onKeyDown: keepOneLine } : {})}
      onChange={onChange}
      delimiters={DELIMITERS}
      styles={{ textarea: readable }}
      autoSize={{ minRows: lines, maxRows: Math.max(lines, 4) * 2 }}
    />
  );
}
