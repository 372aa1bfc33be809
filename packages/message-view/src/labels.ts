export type Locale = 'zh-CN' | 'en-US';

/** The words WeCom's own client writes around a message, and the names screen readers hear. */
export interface Labels {
  details: string;
  submit: string;
  more: string;
  attachment: string;
  memberProfile: string;
  miniProgram: string;
  cover: string;
  icon: string;
  chosen: string;
  choose: string;
  openCard: string;
  empty: string;
  notDrawn: string;
  kinds: Readonly<Record<string, string>>;
}

export const labels: Readonly<Record<Locale, Labels>> = {
  'zh-CN': {
    details: '详情',
    submit: '提交',
    more: '更多操作',
    attachment: '附件',
    memberProfile: '成员资料',
    miniProgram: '小程序',
    cover: '封面图',
    icon: '来源图标',
    chosen: '已选',
    choose: '请选择',
    openCard: '打开卡片',
    empty: '（无内容）',
    notDrawn: '暂不支持显示此类消息',
    kinds: {
      text: '文本消息',
      textcard: '文本卡片',
      markdown: 'Markdown 消息',
      image: '图片',
      voice: '语音',
      video: '视频',
      file: '文件',
      news: '图文消息',
      mpnews: '图文消息',
      miniprogram_notice: '小程序通知',
      template_card: '模板卡片',
    },
  },
  'en-US': {
    details: 'Details',
    submit: 'Submit',
    more: 'More actions',
    attachment: 'Attachment',
    memberProfile: 'Member profile',
    miniProgram: 'Mini program',
    cover: 'Cover picture',
    icon: 'Source icon',
    chosen: 'Selected',
    choose: 'Choose',
    openCard: 'Open card',
    empty: '(empty)',
    notDrawn: 'Messages of this kind are not shown yet',
    kinds: {
      text: 'Text message',
      textcard: 'Text card',
      markdown: 'Markdown message',
      image: 'Image',
      voice: 'Voice',
      video: 'Video',
      file: 'File',
      news: 'News',
      mpnews: 'News',
      miniprogram_notice: 'Mini program notice',
      template_card: 'Template card',
    },
  },
};
