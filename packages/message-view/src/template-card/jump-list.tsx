import { ChevronIcon, MiniProgramIcon } from '../icons';
import { Leaf } from '../leaf';
import { readCode, readList } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { Jump } from '../wire';
import { ActionLink, OPENS_LINK, OPENS_MINI_PROGRAM } from './action-link';

export function JumpList({ jumps }: { jumps: readonly Jump[] | undefined }) {
  const rows = readList(jumps);
  if (rows.length === 0) return null;
  return (
    <ul className="owv-jumps">
      {rows.map((jump, index) => (
        <li key={index} className="owv-jump-item">
          <JumpRow jump={jump} />
        </li>
      ))}
    </ul>
  );
}

function JumpRow({ jump }: { jump: Jump }) {
  const { labels } = useViewSettings();
  const type = readCode(jump.type, 0);
  const leads = type === OPENS_LINK || type === OPENS_MINI_PROGRAM;
  return (
    <ActionLink action={jump} className={leads ? 'owv-jump owv-jump-leads' : 'owv-jump'}>
      {type === OPENS_MINI_PROGRAM && (
        <span className="owv-secondary" title={labels.miniProgram}>
          <MiniProgramIcon />
        </span>
      )}
      <span className="owv-grow owv-ellipsis">
        <Leaf text={jump.title} />
      </span>
      {leads && <ChevronIcon />}
    </ActionLink>
  );
}
