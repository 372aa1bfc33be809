/**
 * Goes back to the app. In a frame as `redirect_type` says: `top` (as WeCom, when it is absent) leaves the frame, `self` stays in
 * it, `callback` tells the page around it and goes nowhere.
 */
export function leave(location: string, query: string): void {
  const framed = window.parent !== window;
  const kind = framed ? new URLSearchParams(query).get('redirect_type') : 'self';
  if (kind === 'callback') {
    const { origin, searchParams } = new URL(location);
    const message = {
      type: 'openwecom-simulator:code',
      code: searchParams.get('code'),
      state: searchParams.get('state'),
    };
    window.parent.postMessage(message, origin);
    return;
  }
  const target = kind === 'self' ? window : (window.top ?? window);
  target.location.replace(location);
}
