/** Whether a background such as `#141414` or `rgb(20, 20, 20)` belongs to a dark theme. */
export function isDark(color: string): boolean {
  const hex = /^#([0-9a-f]{6}|[0-9a-f]{3})\b/i.exec(color)?.[1];
  const channels = hex
    ? (hex.match(hex.length === 3 ? /./g : /../g) ?? []).map((part) =>
        parseInt(part.repeat(hex.length === 3 ? 2 : 1), 16),
      )
    : (color.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  const [red = 255, green = 255, blue = 255] = channels;
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
