/** Chinese when the shell's locale is Chinese, English otherwise. */
export const speaksChinese = /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');

/**
 * @param {string} en
 * @param {string} zh
 */
export const say = (en, zh) => (speaksChinese ? zh : en);
