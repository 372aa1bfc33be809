import type { ReactNode } from 'react';

interface TagProps {
  tone?: 'plain' | 'good' | 'bad' | 'warning' | 'fault';
  title?: string;
  children: ReactNode;
}

/** A small label. antd's tags in colour do not reach a contrast of 4.5 to 1. */
export function Tag({ tone = 'plain', title, children }: TagProps) {
  return (
    <span className={`tag tag-${tone}`} title={title}>
      {children}
    </span>
  );
}
