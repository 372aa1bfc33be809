import { useEffect, useState } from 'react';
import { useFlowContext, type MetaTreeNode } from '@nocobase/flow-engine';
import { Tag, Tooltip } from 'antd';
import { useT } from '../locale';
import { splitVariables } from './split-variables';
import { variableTitles } from './variable-titles';

interface TextWithVariablesProps {
  text: string;
  variableOptions: MetaTreeNode[] | undefined;
}

/** `Order {{{$context.data.title}}}` as text in which each variable is a chip with its label. */
export function TextWithVariables({ text, variableOptions }: TextWithVariablesProps) {
  return splitVariables(text).map((part, index) =>
    typeof part === 'string' ? part : <VariableChip key={index} path={part.path} tree={variableOptions ?? []} />,
  );
}

/** The host's own variable tag is as wide as an input, of no use inside a sentence. */
function VariableChip({ path, tree }: { path: string; tree: MetaTreeNode[] }) {
  const { t } = useT();
  const host = useFlowContext();
  const [titles, setTitles] = useState<string[] | null>();
  useEffect(() => {
    let current = true;
    void variableTitles(path.split('.'), tree).then((found) => current && setTitles(found));
    return () => {
      current = false;
    };
  }, [path, tree]);
  const shown = titles?.map((title) => host.t(title));
  const hint = titles === null ? t('There is no such variable here: {{path}}', { path }) : (shown?.join(' / ') ?? path);
  return (
    <Tooltip title={hint}>
      <Tag
        color={titles === null ? 'error' : 'blue'}
        bordered={false}
        style={{ marginInlineEnd: 0, maxWidth: '100%', whiteSpace: 'normal', font: 'inherit', lineHeight: 1.4 }}
      >
        {shown?.at(-1) ?? path}
      </Tag>
    </Tooltip>
  );
}
