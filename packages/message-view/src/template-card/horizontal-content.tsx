import type { ReactNode } from 'react';
import { FileIcon } from '../icons';
import { Leaf } from '../leaf';
import { OpenLink } from '../open-link';
import { readCode, readList, readText } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { HorizontalContent } from '../wire';

const LINK = 1;
const ATTACHMENT = 2;
const MEMBER = 3;

export function HorizontalContentList({ items }: { items: readonly HorizontalContent[] | undefined }) {
  const rows = readList(items);
  if (rows.length === 0) return null;
  return (
    <dl className="owv-section owv-pairs">
      {rows.map((item, index) => (
        <div key={index} className="owv-pair">
          <dt className="owv-key">
            <Leaf text={item.keyname} />
          </dt>
          <dd className="owv-value">
            <Value item={item} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ item }: { item: HorizontalContent }): ReactNode {
  const { labels } = useViewSettings();
  switch (readCode(item.type, 0)) {
    case LINK:
      return (
        <OpenLink url={item.url} className="owv-link">
          <Leaf text={item.value} />
        </OpenLink>
      );
    case ATTACHMENT:
      return (
        <span className="owv-link" title={labels.attachment}>
          <FileIcon /> <Leaf text={readText(item.value) || labels.attachment} />
        </span>
      );
    case MEMBER:
      return (
        <span className="owv-link" title={labels.memberProfile}>
          <Leaf text={readText(item.value) || item.userid} />
        </span>
      );
    default:
      return <Leaf text={item.value} />;
  }
}
