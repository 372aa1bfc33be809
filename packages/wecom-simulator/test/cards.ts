const link = 'https://example.com/1';
let taskIds = 0;

/** A task id nobody used. */
export const newTaskId = () => `task_${(taskIds += 1)}`;

export const textNotice = (fields: object = {}) => ({
  card_type: 'text_notice',
  main_title: { title: '库存低于安全线' },
  card_action: { type: 1, url: link },
  ...fields,
});

export const newsNotice = (fields: object = {}) => ({
  card_type: 'news_notice',
  main_title: { title: '新品发布' },
  card_image: { url: 'https://example.com/a.png', aspect_ratio: 1.5 },
  card_action: { type: 2, appid: 'wx1', pagepath: 'pages/a' },
  ...fields,
});

export const buttonInteraction = (fields: object = {}) => ({
  card_type: 'button_interaction',
  main_title: { title: '采购单待审批' },
  button_list: [
    { text: '同意', style: 1, key: 'approve' },
    { text: '驳回', style: 2, key: 'reject' },
  ],
  task_id: newTaskId(),
  ...fields,
});

export const voteInteraction = (fields: object = {}) => ({
  card_type: 'vote_interaction',
  main_title: { title: '团建去哪儿' },
  checkbox: { question_key: 'where', mode: 1, option_list: [{ id: '1', text: '爬山', is_checked: true }] },
  submit_button: { text: '提交', key: 'submit' },
  task_id: newTaskId(),
  ...fields,
});

export const multipleInteraction = (fields: object = {}) => ({
  card_type: 'multiple_interaction',
  main_title: { title: '满意度' },
  select_list: [{ question_key: 'q1', title: '餐饮', option_list: [{ id: '1', text: '好' }] }],
  submit_button: { key: 'submit' },
  task_id: newTaskId(),
  ...fields,
});
