import { useEffect, useRef } from 'react';
import { Button } from 'antd';
import { openAsUrl } from '../api/control-api';
import type { Member } from '../api/wire';
import { useTexts } from '../texts/use-texts';
import { canUseWeCom } from './browser-switch';

interface LinkSheetProps {
  url: string;
  member: Member;
  onClose: () => void;
}

/** What a tap on a link asks: to open it as the member would inside WeCom, or as anybody. */
export function LinkSheet({ url, member, onClose }: LinkSheetProps) {
  const { phone, cancel } = useTexts();
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // A modal dialog keeps the focus inside and gives it back when it closes.
    sheet.current?.showModal();
  }, []);
  const leave = { target: '_blank', rel: 'noopener noreferrer', block: true, size: 'large', onClick: onClose } as const;
  return (
    <dialog
      ref={sheet}
      className="link-sheet"
      aria-label={phone.openLink}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === sheet.current) onClose();
      }}
    >
      <div className="link-sheet-content">
        <p className="link-sheet-url">{url}</p>
        {canUseWeCom(member) && (
          <Button {...leave} type="primary" href={openAsUrl(member.userid, url)}>
            {phone.openInside(member.name)}
          </Button>
        )}
        <Button {...leave} href={url}>
          {phone.openOutside}
        </Button>
        <Button type="text" block onClick={onClose}>
          {cancel}
        </Button>
      </div>
    </dialog>
  );
}
