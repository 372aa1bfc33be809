import { useMemo } from 'react';
import { useT } from '../locale';
import type { MarkButton } from './marked-text-area';

/** The three styles of a text card's description. */
export function useTextCardButtons(): MarkButton[] {
  const { t } = useT();
  return useMemo(() => {
    const block = (key: string, label: string, hint: string, color?: string): MarkButton => ({
      key,
      label,
      hint,
      ...(color ? { color } : {}),
      marks: { before: `<div class="${key}">`, after: '</div>', sample: t('text') },
    });
    return [
      block('gray', t('Grey text'), t('Insert a grey block'), '#8c8c8c'),
      block('normal', t('Normal text'), t('Insert a normal block')),
      block('highlight', t('Highlighted text'), t('Insert a highlighted block'), '#d46b08'),
    ];
  }, [t]);
}

/** What WeCom's subset of Markdown has. */
export function useMarkdownButtons(): MarkButton[] {
  const { t } = useT();
  return useMemo(() => {
    const font = (key: string, label: string, hint: string, color: string): MarkButton => ({
      key,
      label,
      hint,
      color,
      marks: { before: `<font color="${key}">`, after: '</font>', sample: t('text') },
    });
    return [
      {
        key: 'heading',
        label: t('Heading'),
        hint: t('Insert a heading'),
        marks: { before: '# ', after: '', sample: t('text'), ownLine: true },
      },
      {
        key: 'bold',
        label: t('Bold'),
        hint: t('Insert bold text'),
        marks: { before: '**', after: '**', sample: t('text') },
      },
      {
        key: 'link',
        label: t('Link'),
        hint: t('Insert a link'),
        marks: { before: '[', after: '](https://)', sample: t('text') },
      },
      {
        key: 'quote',
        label: t('Quote'),
        hint: t('Insert a quote'),
        marks: { before: '> ', after: '', sample: t('text'), ownLine: true },
      },
      { key: 'code', label: t('Code'), hint: t('Insert code'), marks: { before: '`', after: '`', sample: t('text') } },
      font('info', t('Green'), t('Insert green text'), '#389e0d'),
      font('comment', t('Grey'), t('Insert grey text'), '#8c8c8c'),
      font('warning', t('Orange'), t('Insert orange text'), '#d46b08'),
    ];
  }, [t]);
}
