import type { MouseEvent, ReactNode } from 'react';
import { linkTarget } from './link-target';
import { useViewSettings } from './view-settings';

interface OpenLinkProps {
  url: unknown;
  className?: string;
  label?: string;
  children?: ReactNode;
}

/** The only place that makes a link. What cannot be followed is drawn alike and leads nowhere. */
export function OpenLink({ url, className, label, children }: OpenLinkProps) {
  const { onOpenLink } = useViewSettings();
  const target = linkTarget(url);
  if (target.kind !== 'open') return <span className={className}>{children}</span>;

  const open = (event: MouseEvent) => {
    if (!onOpenLink) return;
    event.preventDefault();
    onOpenLink(target.url);
  };
  return (
    <a
      className={className}
      href={target.url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={label}
      onClick={open}
    >
      {children}
    </a>
  );
}
