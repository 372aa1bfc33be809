/** Whether the page is open in WeCom itself, on a phone or a desktop. */
export const isInsideWeCom = (userAgent: string = navigator.userAgent): boolean => /\bwxwork\b/i.test(userAgent);
