import { EmptyBubble } from '../empty-bubble';
import { PictureIcon } from '../icons';
import { readList } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { MpArticle } from '../wire';
import { ArticleCard, ArticleRow } from './article-card';

/** Articles kept by WeCom: covers are media ids and the text is a page of WeCom's, so neither can be opened here. */
export function MpNewsMessage({ articles }: { articles: readonly MpArticle[] | undefined }) {
  const { labels } = useViewSettings();
  const [first, ...rest] = readList(articles);
  if (!first) return <EmptyBubble />;
  return (
    <div className="owv-card">
      <ArticleCard
        title={first.title}
        summary={rest.length === 0 ? first.digest : undefined}
        author={first.author}
        cover={
          <span className="owv-cover owv-noimage" role="img" aria-label={labels.cover}>
            <PictureIcon />
          </span>
        }
      />
      {rest.map((article, index) => (
        <ArticleRow
          key={index}
          title={article.title}
          cover={
            <span className="owv-thumb owv-noimage">
              <PictureIcon />
            </span>
          }
        />
      ))}
    </div>
  );
}
