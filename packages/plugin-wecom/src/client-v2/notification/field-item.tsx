import type { Condition, Field } from '@openwecom/client/messages';
import { Form } from 'antd';
import { ChoiceItem } from './choice-item';
import { isAsked } from './field-state';
import { antdName, inside, type Place } from './form-path';
import { ListItems } from './list-items';
import { TextItem } from './text-item';

interface FieldItemsProps {
  fields: readonly Field[];
  /** What the fields stand in: the body, a group or a list item. */
  parent: Place;
  inList: boolean;
}

/** The inputs of a group, a list item or a whole message, drawn from their descriptions. */
export function FieldItems({ fields, parent, inList }: FieldItemsProps) {
  return fields.filter(isAsked).map((field) => {
    const item = <FieldItem key={field.name} field={field} parent={parent} inList={inList} />;
    return field.shownWhen ? (
      <ShownWhen key={field.name} condition={field.shownWhen} siblings={fields} parent={parent}>
        {item}
      </ShownWhen>
    ) : (
      item
    );
  });
}

function FieldItem({ field, parent, inList }: { field: Field; parent: Place; inList: boolean }) {
  const place = inside(parent, field.name);
  switch (field.control) {
    case 'choice':
      return <ChoiceItem field={field} place={place} inList={inList} />;
    case 'group':
      return <FieldItems fields={field.fields} parent={place} inList={inList} />;
    case 'list':
      return <ListItems field={field} place={place} isNested />;
    default:
      return <TextItem field={field} place={place} parent={parent} />;
  }
}

interface ShownWhenProps {
  condition: Condition;
  siblings: readonly Field[];
  parent: Place;
  children: React.ReactNode;
}

function ShownWhen({ condition, siblings, parent, children }: ShownWhenProps) {
  const decider = siblings.find(({ name }) => name === condition.field);
  const value = Form.useWatch<string | number | undefined>(
    antdName([...parent.path, condition.field]),
    Form.useFormInstance(),
  );
  const effective = value ?? (decider?.control === 'choice' ? decider.default : undefined);
  return condition.is.some((option) => option === effective) ? children : null;
}
