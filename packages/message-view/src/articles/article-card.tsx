import type { ReactNode } from 'react';
import { Leaf } from '../leaf';
import { readText } from '../read-wire';

interface ArticleProps {
  title: unknown;
  cover: ReactNode;
  /** Stretches over the article. */
  link?: ReactNode;
}

export function ArticleCard({
  title,
  summary,
  author,
  cover,
  link,
}: ArticleProps & { summary: unknown; author?: unknown }) {
  return (
    <div className="owv-article">
      {cover}
      <div className="owv-body">
        <div className="owv-title">
          <Leaf text={title} />
        </div>
        {readText(summary) && (
          <div className="owv-description owv-tone-gray">
            <Leaf text={summary} />
          </div>
        )}
        {readText(author) && (
          <div className="owv-description owv-tone-gray">
            <Leaf text={author} />
          </div>
        )}
      </div>
      {link}
    </div>
  );
}

export function ArticleRow({ title, cover, link }: ArticleProps) {
  return (
    <div className="owv-article owv-article-row">
      <span className="owv-grow">
        <Leaf text={title} />
      </span>
      {cover}
      {link}
    </div>
  );
}
