/** What a notification of the benchmark is about; each number makes another text. */
export interface PurchaseOrder {
  number: string;
  amount: string;
}

export const order = (n: number): PurchaseOrder => ({ number: `PO-${n}`, amount: `${1200 + n}.00` });

/** As it stands in the form of a workflow node. */
export const TEMPLATE: PurchaseOrder = { number: '{{{$context.data.number}}}', amount: '{{{$context.data.amount}}}' };

export const cardOf = ({ number, amount }: PurchaseOrder) => ({
  msgtype: 'textcard' as const,
  textcard: {
    title: `采购单 ${number}`,
    description: `<div class="gray">7月1日 09:12</div><div class="highlight">金额 ${amount}</div>`,
    url: `https://nocobase.example/orders/${number}`,
    btntxt: '去处理',
  },
});
