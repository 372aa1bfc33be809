import { bilingual } from './bilingual';
import { LEAVE_REQUESTS } from './leave-collection';

/**
 * The page of leave requests as the host stores a modern page: a tree of models. Both clients draw it. The host has a
 * page builder that writes such trees from a short description, but it takes half a minute for this one.
 */
interface FlowModel {
  uid: string;
  use: string;
  props?: object;
  stepParams?: object;
  subModels?: Record<string, FlowModel | FlowModel[]>;
}

/** These are parts of addresses, so they are chosen to be read. */
export const PAGE_UID = 'leaverequests';
export const TAB_UID = 'leaverequeststab';
export const VIEW_ACTION_UID = 'leaverequest';

/** Models that show and edit a value of each kind of field. */
const models = {
  person: { show: 'DisplayTextFieldModel', edit: 'RecordSelectFieldModel' },
  choice: { show: 'DisplayEnumFieldModel', edit: 'SelectFieldModel' },
  day: { show: 'DisplayDateTimeFieldModel', edit: 'DateOnlyFieldModel' },
  time: { show: 'DisplayDateTimeFieldModel', edit: 'DateTimeTzFieldModel' },
  number: { show: 'DisplayNumberFieldModel', edit: 'NumberFieldModel' },
  longText: { show: 'DisplayTextFieldModel', edit: 'TextareaFieldModel' },
};

const kinds = {
  applicant: 'person',
  type: 'choice',
  startDate: 'day',
  endDate: 'day',
  days: 'number',
  approver: 'person',
  reason: 'longText',
  status: 'choice',
  createdAt: 'time',
} satisfies Record<string, keyof typeof models>;

type FieldName = keyof typeof kinds;

const formRows: FieldName[][] = [['applicant', 'approver'], ['startDate', 'endDate'], ['type', 'days'], ['reason']];
const detailRows: FieldName[][] = [...formRows, ['status', 'createdAt']];
const columns: FieldName[] = ['applicant', 'type', 'startDate', 'endDate', 'days', 'approver', 'status', 'createdAt'];

const collection = { dataSourceKey: 'main', collectionName: LEAVE_REQUESTS };

export const requestsTable: FlowModel = blockGrid('leavetablegrid', {
  uid: 'leavetable',
  use: 'TableBlockModel',
  stepParams: {
    resourceSettings: { init: collection },
    tableSettings: { defaultSorting: { sort: [{ field: 'createdAt', direction: 'desc' }] } },
  },
  subModels: {
    columns: [...columns.map(column), actionsColumn()],
    actions: [
      { uid: 'leaverefresh', use: 'RefreshActionModel' },
      {
        uid: 'leavenew',
        use: 'AddNewActionModel',
        stepParams: { popupSettings: { openView: drawer() } },
        subModels: { page: popup('leavenew', bilingual('新建申请', 'New request'), createForm()) },
      },
    ],
  },
});

function column(name: FieldName): FlowModel {
  return fieldItem('leavecolumn', 'TableColumnModel', name, 'show', {
    tableColumnSettings: personName(name, 'fieldNames'),
  });
}

function actionsColumn(): FlowModel {
  return {
    uid: 'leavecolumnactions',
    use: 'TableActionsColumnModel',
    subModels: {
      actions: [
        {
          uid: VIEW_ACTION_UID,
          use: 'ViewActionModel',
          props: { type: 'link' },
          stepParams: { popupSettings: { openView: drawer() } },
          subModels: { page: popup('leaveview', bilingual('申请详情', 'Request'), details()) },
        },
      ],
    },
  };
}

function createForm(): FlowModel {
  return {
    uid: 'leaveform',
    use: 'CreateFormModel',
    stepParams: { resourceSettings: { init: collection } },
    subModels: {
      grid: fieldGrid('leaveform', 'FormGridModel', formRows, (name) =>
        fieldItem('leaveform', 'FormItemModel', name, 'edit', {
          editItemSettings: {
            ...personName(name, 'titleField'),
            // Without them there is nobody to tell, and nothing to tell about.
            ...(['applicant', 'approver', 'startDate', 'endDate'].includes(name) && { required: { required: true } }),
          },
        }),
      ),
      actions: [{ uid: 'leaveformsubmit', use: 'FormSubmitActionModel' }],
    },
  };
}

function details(): FlowModel {
  return {
    uid: 'leavedetails',
    use: 'DetailsBlockModel',
    stepParams: { resourceSettings: { init: { ...collection, filterByTk: '{{ctx.view.inputArgs.filterByTk}}' } } },
    subModels: {
      grid: fieldGrid('leavedetails', 'DetailsGridModel', detailRows, (name) =>
        fieldItem('leavedetails', 'DetailsItemModel', name, 'show', {
          detailItemSettings: personName(name, 'fieldNames'),
        }),
      ),
    },
  };
}

function fieldItem(
  prefix: string,
  use: string,
  name: FieldName,
  purpose: 'show' | 'edit',
  settings: object,
): FlowModel {
  const fieldSettings = { init: { ...collection, fieldPath: name } };
  const props = kinds[name] === 'person' ? { titleField: 'nickname' } : {};
  return {
    uid: `${prefix}${name}`,
    use,
    props,
    stepParams: { fieldSettings, ...settings },
    subModels: {
      field: { uid: `${prefix}${name}field`, use: models[kinds[name]][purpose], props, stepParams: { fieldSettings } },
    },
  };
}

/** Users are shown and chosen by nickname. */
function personName(name: FieldName, setting: 'fieldNames' | 'titleField'): object {
  return kinds[name] === 'person' ? { [setting]: { label: 'nickname' } } : {};
}

function fieldGrid(prefix: string, use: string, rows: FieldName[][], item: (name: FieldName) => FlowModel): FlowModel {
  const uids = rows.map((row) => row.map((name) => `${prefix}${name}`));
  return { uid: `${prefix}grid`, use, ...gridLayout(uids), subModels: { items: rows.flat().map(item) } };
}

function popup(prefix: string, title: string, block: FlowModel): FlowModel {
  return {
    uid: `${prefix}page`,
    use: 'ChildPageModel',
    stepParams: { pageSettings: { general: { displayTitle: false, enableTabs: true } } },
    subModels: {
      tabs: [
        {
          uid: `${prefix}tab`,
          use: 'ChildPageTabModel',
          props: { title },
          stepParams: { pageTabSettings: { tab: { title } } },
          subModels: { grid: blockGrid(`${prefix}grid`, block) },
        },
      ],
    },
  };
}

function drawer(): object {
  return { mode: 'drawer', size: 'medium', pageModelClass: 'ChildPageModel', ...collection };
}

function blockGrid(uid: string, block: FlowModel): FlowModel {
  return { uid, use: 'BlockGridModel', ...gridLayout([[block.uid]]), subModels: { items: [block] } };
}

/** Rows of cells with one model each, of equal width; a grid is 24 wide. */
function gridLayout(uids: string[][]): Pick<FlowModel, 'props' | 'stepParams'> {
  const named = uids.map((cells, index) => [`row${index + 1}`, cells] as const);
  const grid = {
    rows: Object.fromEntries(named.map(([row, cells]) => [row, cells.map((uid) => [uid])])),
    sizes: Object.fromEntries(named.map(([row, cells]) => [row, cells.map(() => 24 / cells.length)])),
    rowOrder: named.map(([row]) => row),
  };
  return { props: grid, stepParams: { gridSettings: { grid } } };
}
