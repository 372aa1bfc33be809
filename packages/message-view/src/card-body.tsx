import type { ReactNode } from 'react';
import { useViewSettings } from './view-settings';

/** The padded part of a card. While nothing is in it, the style sheet writes `data-empty` there. */
export function CardBody({ children }: { children: ReactNode }) {
  const { labels } = useViewSettings();
  return (
    <div className="owv-body" data-empty={labels.empty}>
      {children}
    </div>
  );
}
