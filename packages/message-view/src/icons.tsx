import type { ReactNode } from 'react';

/** Line drawings on a 24 by 24 grid, in the colour and height of the text around them. */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="owv-icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const ChevronIcon = () => (
  <Icon>
    <path d="m9 5 7 7-7 7" strokeLinecap="round" strokeLinejoin="round" />
  </Icon>
);

export const DownIcon = () => (
  <Icon>
    <path d="m6 9 6 6 6-6" strokeLinecap="round" strokeLinejoin="round" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <g fill="currentColor" stroke="none">
      <circle cx="5" cy="12" r="1.8" />
      <circle cx="12" cy="12" r="1.8" />
      <circle cx="19" cy="12" r="1.8" />
    </g>
  </Icon>
);

export const PictureIcon = () => (
  <Icon>
    <rect x="3" y="4.5" width="18" height="15" rx="2" />
    <circle cx="8.5" cy="9.5" r="1.6" />
    <path d="m4 18 5.5-5 3.5 3 3-2.5 4.5 4" strokeLinejoin="round" />
  </Icon>
);

export const VoiceIcon = () => (
  <Icon>
    <path d="M6 9.5a4 4 0 0 1 0 5M10 7a7.5 7.5 0 0 1 0 10M14 4.5a11 11 0 0 1 0 15" strokeLinecap="round" />
  </Icon>
);

export const PlayIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9.5" />
    <path d="m10 8 6 4-6 4z" fill="currentColor" strokeLinejoin="round" />
  </Icon>
);

export const FileIcon = () => (
  <Icon>
    <path d="M6 3h8l4.5 4.5V21H6zM14 3v5h4.5" strokeLinejoin="round" />
  </Icon>
);

export const MiniProgramIcon = () => (
  <Icon>
    <path d="M9.5 13.5H8.3a3 3 0 1 0 3 3v-9a3 3 0 1 1 3 3h-1.1" strokeLinecap="round" />
  </Icon>
);
