import { useState } from 'react';
import { PictureIcon } from './icons';
import { linkTarget } from './link-target';

interface RemoteImageProps {
  url: unknown;
  alt: string;
  className: string;
}

/** A picture by address; its place stays, with a symbol, while the address is a variable or leads to no picture. */
export function RemoteImage({ url, alt, className }: RemoteImageProps) {
  const [broken, setBroken] = useState<string>();
  const target = linkTarget(url);
  if (target.kind !== 'open' || broken === target.url) {
    return (
      <span className={`${className} owv-noimage`} role="img" aria-label={alt}>
        <PictureIcon />
      </span>
    );
  }
  return (
    <img
      className={className}
      src={target.url}
      alt={alt}
      referrerPolicy="no-referrer"
      onError={() => setBroken(target.url)}
    />
  );
}
