import { theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';

export const antLocales = { 'zh-CN': zhCN, 'en-US': enUS };

const token = { colorPrimary: '#1a6dcc', colorError: '#cf2f2f', fontFamily: 'inherit' };

/** Reds that reach a contrast of 4.5 to 1: under white letters, and as letters. */
export const antThemes = {
  light: { algorithm: theme.defaultAlgorithm, token },
  dark: {
    algorithm: theme.darkAlgorithm,
    token,
    components: { Button: { colorError: '#c93434' }, Form: { colorError: '#f58575' } },
  },
};
