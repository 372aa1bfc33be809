import { EmptyBubble } from '../empty-bubble';
import { OpenLink } from '../open-link';
import { readList, readText } from '../read-wire';
import { RemoteImage } from '../remote-image';
import { useViewSettings } from '../view-settings';
import type { Article } from '../wire';
import { ArticleCard, ArticleRow } from './article-card';

/** One article is a card with its description; of several, the first is the cover and the rest are rows. */
export function NewsMessage({ articles }: { articles: readonly Article[] | undefined }) {
  const { labels } = useViewSettings();
  const [first, ...rest] = readList(articles);
  if (!first) return <EmptyBubble />;
  const link = (article: Article) => (
    // A mini program overrides the address, and has none to follow here.
    <OpenLink
      url={readText(article.appid) ? undefined : article.url}
      className="owv-stretch"
      label={readText(article.title) || labels.openCard}
    />
  );
  return (
    <div className="owv-card">
      <ArticleCard
        title={first.title}
        summary={rest.length === 0 ? first.description : undefined}
        cover={readText(first.picurl) && <RemoteImage url={first.picurl} alt={labels.cover} className="owv-cover" />}
        link={link(first)}
      />
      {rest.map((article, index) => (
        <ArticleRow
          key={index}
          title={article.title}
          cover={readText(article.picurl) && <RemoteImage url={article.picurl} alt="" className="owv-thumb" />}
          link={link(article)}
        />
      ))}
    </div>
  );
}
