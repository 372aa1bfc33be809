import type { ReactNode } from 'react';
import { EmptyBubble } from '../empty-bubble';
import { Leaf } from '../leaf';
import { OpenLink } from '../open-link';
import { readText } from '../read-wire';
import type { Inline } from './parse-inline';
import { parseMarkdown, type MarkdownBlock } from './parse-markdown';

export function MarkdownMessage({ content }: { content: unknown }) {
  const source = readText(content);
  if (source.trim() === '') return <EmptyBubble />;
  return <div className="owv-bubble owv-markdown">{parseMarkdown(source).map(drawBlock)}</div>;
}

function drawBlock(block: MarkdownBlock, key: number): ReactNode {
  switch (block.kind) {
    case 'heading':
      return (
        <div key={key} role="heading" aria-level={block.level} className={`owv-heading owv-h${block.level}`}>
          {block.inline.map(drawInline)}
        </div>
      );
    case 'quote':
      return (
        <blockquote key={key} className="owv-quote-block">
          {block.lines.map((line, index) => (
            <div key={index} className="owv-line">
              {line.map(drawInline)}
            </div>
          ))}
        </blockquote>
      );
    case 'line':
      return (
        <div key={key} className="owv-line">
          {block.inline.map(drawInline)}
        </div>
      );
    default:
      return block satisfies never;
  }
}

function drawInline(part: Inline, key: number): ReactNode {
  switch (part.kind) {
    case 'text':
      return <Leaf key={key} text={part.text} />;
    case 'code':
      return (
        <code key={key} className="owv-code">
          <Leaf text={part.text} />
        </code>
      );
    case 'bold':
      return <strong key={key}>{part.inline.map(drawInline)}</strong>;
    case 'font':
      return (
        <span key={key} className={`owv-font-${part.color}`}>
          {part.inline.map(drawInline)}
        </span>
      );
    case 'link':
      return (
        <OpenLink key={key} url={part.url} className="owv-link">
          {part.inline.map(drawInline)}
        </OpenLink>
      );
    default:
      return part satisfies never;
  }
}
