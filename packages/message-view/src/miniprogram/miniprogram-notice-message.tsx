import { ChevronIcon, MiniProgramIcon } from '../icons';
import { Leaf } from '../leaf';
import { readList, readText } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { MiniprogramNotice } from '../wire';

export function MiniprogramNoticeMessage({ notice }: { notice: MiniprogramNotice }) {
  const { labels } = useViewSettings();
  // WeCom ignores an item whose key and value are both empty.
  const items = readList(notice.content_item).filter((item) => readText(item.key) || readText(item.value));
  const emphasized = notice.emphasis_first_item === true ? items[0] : undefined;
  return (
    <div className="owv-card">
      <div className="owv-body">
        <div className="owv-title">
          <Leaf text={notice.title} />
        </div>
        <div className="owv-description owv-tone-gray">
          <Leaf text={notice.description} />
        </div>
        {emphasized && (
          <div className="owv-emphasis">
            <div className="owv-emphasis-title">
              <Leaf text={emphasized.value} />
            </div>
            <div className="owv-secondary">
              <Leaf text={emphasized.key} />
            </div>
          </div>
        )}
        <dl className="owv-pairs">
          {items
            .filter((item) => item !== emphasized)
            .map((item, index) => (
              <div key={index} className="owv-pair">
                <dt className="owv-key">
                  <Leaf text={item.key} />
                </dt>
                <dd className="owv-value">
                  <Leaf text={item.value} />
                </dd>
              </div>
            ))}
        </dl>
      </div>
      <div className="owv-footer owv-secondary">
        <MiniProgramIcon />
        <span className="owv-grow">{labels.miniProgram}</span>
        {readText(notice.page) && <ChevronIcon />}
      </div>
    </div>
  );
}
