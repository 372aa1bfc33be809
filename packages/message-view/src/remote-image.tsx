import { useState } from 'react';
import { PictureIcon } from './icons';
import { linkTarget } from './link-target';

interface RemoteImageProps {
  url: unknown;
  alt: string;
  className: string;
  /** Width by height; the style sheet's own when absent. */
  aspectRatio?: number | undefined;
}

/** A picture by address; its place stays, with a symbol, while the address is a variable or leads to no picture. */
export function RemoteImage({ url, alt, className, aspectRatio }: RemoteImageProps) {
  const [broken, setBroken] = useState<string>();
  const target = linkTarget(url);
  const style = aspectRatio === undefined ? undefined : { aspectRatio };
  if (target.kind !== 'open' || broken === target.url) {
    return (
      <span className={`${className} owv-noimage`} role="img" aria-label={alt} style={style}>
        <PictureIcon />
      </span>
    );
  }
  return (
    <img
      className={className}
      src={target.url}
      alt={alt}
      style={style}
      referrerPolicy="no-referrer"
      onError={() => setBroken(target.url)}
    />
  );
}
