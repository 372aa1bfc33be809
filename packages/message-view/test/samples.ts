import type { AppMessage } from '../src';

/** One message of every kind, with every part WeCom knows for it. */
export const samples = {
  text: {
    msgtype: 'text',
    text: { content: 'Your parcel has arrived.\nSee <a href="https://example.com/parcel">where it is</a>.' },
  },
  textcard: {
    msgtype: 'textcard',
    textcard: {
      title: 'New task',
      description:
        '<div class="gray">1 July 09:12</div><div class="normal">Order PO-17</div><div class="highlight">1,200.00</div>',
      url: 'https://example.com/w/17',
    },
  },
  markdown: {
    msgtype: 'markdown',
    markdown: {
      content:
        '# Meeting\n> Room: <font color="info">A-12</font>\n**Bring** `badge`, see [plan](https://example.com/plan)',
    },
  },
  image: { msgtype: 'image', image: { media_id: 'MEDIA-1' } },
  voice: { msgtype: 'voice', voice: { media_id: 'MEDIA-2' } },
  video: { msgtype: 'video', video: { media_id: 'MEDIA-3', title: 'Tour', description: 'The new office' } },
  file: { msgtype: 'file', file: { media_id: 'MEDIA-4' } },
  news: {
    msgtype: 'news',
    news: {
      articles: [
        {
          title: 'Canteen',
          description: 'A new menu',
          url: 'https://example.com/1',
          picurl: 'https://example.com/1.png',
        },
        { title: 'Parking', url: 'https://example.com/2', picurl: 'https://example.com/2.png' },
      ],
    },
  },
  mpnews: {
    msgtype: 'mpnews',
    mpnews: { articles: [{ title: 'Annual report', thumb_media_id: 'MEDIA-5', author: 'Li', digest: 'A good year' }] },
  },
  miniprogram_notice: {
    msgtype: 'miniprogram_notice',
    miniprogram_notice: {
      appid: 'wx1',
      page: 'pages/index',
      title: 'Meeting room',
      description: '27 April',
      emphasis_first_item: true,
      content_item: [
        { key: 'Room', value: '402' },
        { key: 'Place', value: 'Guangzhou' },
        { key: '', value: '' },
      ],
    },
  },
  text_notice: {
    msgtype: 'template_card',
    template_card: {
      card_type: 'text_notice',
      source: { icon_url: 'https://example.com/icon.png', desc: 'Leave requests', desc_color: 3 },
      action_menu: {
        desc: 'Card settings',
        action_list: [
          { text: 'Receive later', key: 'later' },
          { text: 'Mute', key: 'mute' },
        ],
      },
      main_title: { title: 'Leave approved', desc: 'by Wang Wu' },
      emphasis_content: { title: '3.5', desc: 'days' },
      quote_area: { type: 1, url: 'https://example.com/quote', title: 'Reason', quote_text: 'Family matters' },
      sub_title_text: 'From Monday to Thursday noon',
      horizontal_content_list: [
        { keyname: 'Applicant', value: 'Zhang San' },
        { type: 1, keyname: 'Record', value: 'Open record', url: 'https://example.com/record' },
        { type: 2, keyname: 'Form', value: 'leave.pdf', media_id: 'MEDIA-6' },
        { type: 3, keyname: 'Deputy', value: 'Li Si', userid: 'lisi' },
      ],
      jump_list: [
        { type: 1, title: 'All my leave', url: 'https://example.com/all' },
        { type: 2, title: 'Calendar', appid: 'wx1', pagepath: 'pages/index' },
        { type: 0, title: 'Nothing to do' },
      ],
      card_action: { type: 1, url: 'https://example.com/card' },
      task_id: 't1',
    },
  },
  news_notice: {
    msgtype: 'template_card',
    template_card: {
      card_type: 'news_notice',
      source: { desc: 'News', desc_color: 1 },
      main_title: { title: 'Autumn trip', desc: 'Sign up now' },
      card_image: { url: 'https://example.com/trip.png', aspect_ratio: 2 },
      image_text_area: { type: 1, url: 'https://example.com/area', title: 'Lake', desc: 'Two days', image_url: '' },
      vertical_content_list: [{ title: 'Day one', desc: 'By bus' }],
      horizontal_content_list: [{ keyname: 'Places', value: '40' }],
      jump_list: [{ type: 1, title: 'Sign up', url: 'https://example.com/sign-up' }],
      card_action: { type: 1, url: 'https://example.com/trip' },
    },
  },
  button_interaction: {
    msgtype: 'template_card',
    template_card: {
      card_type: 'button_interaction',
      source: { desc: 'Purchasing', desc_color: 2 },
      main_title: { title: 'Order PO-17', desc: '09:12' },
      sub_title_text: 'Office supplies',
      button_selection: {
        question_key: 'q',
        title: 'Budget',
        selected_id: 'b',
        option_list: [
          { id: 'a', text: 'Office' },
          { id: 'b', text: 'Project' },
        ],
      },
      button_list: [
        { text: 'Approve', style: 1, key: 'approve' },
        { text: 'Reject', style: 3, key: 'reject' },
        { type: 1, text: 'Look', style: 4, url: 'https://example.com/po/17' },
      ],
      task_id: 't2',
    },
  },
  vote_interaction: {
    msgtype: 'template_card',
    template_card: {
      card_type: 'vote_interaction',
      main_title: { title: 'Lunch', desc: 'Choose one' },
      checkbox: {
        question_key: 'q',
        mode: 1,
        option_list: [
          { id: 'a', text: 'Noodles', is_checked: true },
          { id: 'b', text: 'Rice' },
        ],
      },
      submit_button: { key: 'go' },
      task_id: 't3',
    },
  },
  multiple_interaction: {
    msgtype: 'template_card',
    template_card: {
      card_type: 'multiple_interaction',
      main_title: { title: 'Shift plan', desc: 'Choose yours' },
      select_list: [
        { question_key: 'd', title: 'Day', selected_id: 'none', option_list: [{ id: 'mo', text: 'Monday' }] },
        { question_key: 't', title: 'Time', option_list: [{ id: 'am', text: 'Morning' }] },
      ],
      submit_button: { text: 'Save', key: 'save' },
      task_id: 't4',
    },
  },
} satisfies Record<string, AppMessage>;
