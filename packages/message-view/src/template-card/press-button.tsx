import { Leaf } from '../leaf';
import { readText } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { Choices } from './use-choices';

interface PressButtonProps {
  buttonKey: unknown;
  text: string;
  className: string;
  choices: Choices;
}

/** A button that answers, where somebody listens; elsewhere a picture of one. */
export function PressButton({ buttonKey, text, className, choices }: PressButtonProps) {
  const { onCardPress } = useViewSettings();
  const key = readText(buttonKey);
  const label = <Leaf text={text} />;
  if (!onCardPress || !key) return <span className={className}>{label}</span>;
  return (
    <button type="button" className={className} onClick={() => onCardPress({ key, selected: choices })}>
      {label}
    </button>
  );
}
