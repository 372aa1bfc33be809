import { whole } from '../table';

export interface Series {
  name: string;
  emphasised: boolean;
  /** When draining began, in milliseconds since 1970. */
  start: number;
  /** When each message came into an inbox, in order. */
  times: readonly number[];
}

const SIZE = { width: 760, height: 400 };
const FRAME = { left: 64, right: 24, top: 76, bottom: 56 };
/** More would be finer than the lines are thick. */
const POINTS = 240;

const STYLE = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--quiet); }
  .title { font-size: 17px; font-weight: 600; fill: var(--text); }
  .name { font-weight: 600; }
  .grid { stroke: var(--grid); stroke-width: 1; }
  .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
  svg { --page: #ffffff; --text: #1f2328; --quiet: #59636e; --grid: #e4e7eb; --ours: #0a7d4f; --theirs: #b35900; }
  @media (prefers-color-scheme: dark) {
    svg { --page: #0d1117; --text: #e6edf3; --quiet: #9198a1; --grid: #262c34; --ours: #3fb27f; --theirs: #e3a04f; }
  }`;

/** Messages in inboxes over time, as an SVG that is readable on light and dark pages: it brings its own background. */
export function drainPlot(series: readonly Series[]): string {
  const seconds = niceEnd(Math.max(...series.map(({ times, start }) => secondsOf(times.at(-1) ?? start, start))));
  const messages = niceEnd(Math.max(...series.map(({ times }) => times.length)));
  const x = (second: number) => round(FRAME.left + (second / seconds) * (SIZE.width - FRAME.left - FRAME.right));
  const y = (count: number) =>
    round(SIZE.height - FRAME.bottom - (count / messages) * (SIZE.height - FRAME.top - FRAME.bottom));

  const horizontal = ticks(messages).map((count) => [
    `<line class="grid" x1="${x(0)}" x2="${x(seconds)}" y1="${y(count)}" y2="${y(count)}"/>`,
    `<text x="${x(0) - 10}" y="${y(count) + 4}" text-anchor="end">${whole(count)}</text>`,
  ]);
  const vertical = ticks(seconds).map(
    (second) => `<text x="${x(second)}" y="${y(0) + 22}" text-anchor="middle">${second}</text>`,
  );
  const lines = series.map(({ name, emphasised, start, times }) => {
    const color = emphasised ? 'var(--ours)' : 'var(--theirs)';
    const points = thinned(times).map(({ time, count }) => `${x(secondsOf(time, start))},${y(count)}`);
    const end = secondsOf(times.at(-1) ?? start, start);
    const middle = Math.floor(times.length / 2);
    // Beside the middle of the steep line, above the end of the flat one.
    const place = emphasised
      ? `x="${x(secondsOf(times[middle] ?? start, start)) - 16}" y="${y(middle)}" text-anchor="end"`
      : `x="${x(end)}" y="${y(times.length) - 12}" text-anchor="end"`;
    return [
      `<polyline class="line" style="stroke: ${color}" points="${x(0)},${y(0)} ${points.join(' ')}"/>`,
      `<text class="name" style="fill: ${color}" ${place}>${name}: ${whole(times.length)} in ${end.toFixed(1)} s</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" role="img" aria-labelledby="title">`,
    `<style>${STYLE}\n</style>`,
    `<rect width="100%" height="100%" rx="8" style="fill: var(--page)"/>`,
    `<text class="title" id="title" x="24" y="34">Messages in inboxes</text>`,
    `<text x="24" y="55">PostgreSQL, WeCom answers after 50 ms, one NocoBase process</text>`,
    ...horizontal.flat(),
    ...vertical,
    `<text x="${x(seconds / 2)}" y="${SIZE.height - 14}" text-anchor="middle">seconds since draining began</text>`,
    ...lines.flat(),
    '</svg>',
    '',
  ].join('\n');
}

const secondsOf = (time: number, start: number): number => (time - start) / 1000;

const round = (value: number): number => Math.round(value * 10) / 10;

/** At most `POINTS` of them, the last one included. */
function thinned(times: readonly number[]): { time: number; count: number }[] {
  const step = Math.max(1, Math.ceil(times.length / POINTS));
  return times.flatMap((time, index) =>
    index % step === 0 || index === times.length - 1 ? [{ time, count: index + 1 }] : [],
  );
}

/** 1, 2 or 5 times a power of ten, so that about five fit. */
function stepOf(end: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(end / 5));
  const fitting = [1, 2, 5, 10].find((factor) => end / (factor * magnitude) <= 6.5) ?? 10;
  return fitting * magnitude;
}

function niceEnd(end: number): number {
  const step = stepOf(end);
  return Math.ceil(end / step) * step;
}

function ticks(end: number): number[] {
  const step = stepOf(end);
  return Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step);
}
