import { useTexts } from '../texts/use-texts';

export function Json({ title, value }: { title: string; value: unknown }) {
  const { calls } = useTexts();
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return (
    <figure className="json">
      <figcaption>{title}</figcaption>
      <pre tabIndex={0}>{value === null || value === undefined ? calls.nothing : text}</pre>
    </figure>
  );
}
