import { useState } from 'react';
import { Button, Input } from 'antd';
import { MenuOutlined, MessageOutlined, SendOutlined } from '@ant-design/icons';
import type { Agent, MenuButton, MenuLeaf } from '../api/wire';
import { useTexts } from '../texts/use-texts';

interface ComposerProps {
  agent: Agent;
  onSay: (content: string) => void;
  onTap: (leaf: MenuLeaf) => void;
}

/** The foot of a conversation: the app's menu, or a line to write to it. */
export function Composer({ agent, onSay, onTap }: ComposerProps) {
  const { phone } = useTexts();
  const menu = agent.menu ?? [];
  const [writing, setWriting] = useState(menu.length === 0);
  return (
    <div className="composer">
      {menu.length > 0 && (
        <Button
          type="text"
          icon={writing ? <MenuOutlined aria-hidden /> : <MessageOutlined aria-hidden />}
          aria-label={writing ? phone.showMenu : phone.write}
          onClick={() => setWriting(!writing)}
        />
      )}
      {writing ? <Line agent={agent} onSay={onSay} /> : <Menu menu={menu} onTap={onTap} />}
    </div>
  );
}

function Line({ agent, onSay }: Pick<ComposerProps, 'agent' | 'onSay'>) {
  const { phone } = useTexts();
  const [content, setContent] = useState('');
  const say = () => {
    if (content.trim() === '') return;
    onSay(content);
    setContent('');
  };
  return (
    <form
      className="composer-line"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <Input
        value={content}
        aria-label={phone.writeTo(agent.name)}
        placeholder={phone.writeTo(agent.name)}
        onChange={(event) => setContent(event.target.value)}
      />
      <Button htmlType="submit" type="primary" icon={<SendOutlined aria-hidden />} aria-label={phone.say} />
    </form>
  );
}

function Menu({ menu, onTap }: { menu: readonly MenuButton[]; onTap: (leaf: MenuLeaf) => void }) {
  const [open, setOpen] = useState<number>();
  return (
    <div className="composer-menu">
      {menu.map((button, index) => {
        if (!('sub_button' in button)) {
          return (
            <button key={index} type="button" onClick={() => onTap(button)}>
              {button.name}
            </button>
          );
        }
        return (
          <div key={index} className="composer-group">
            <button
              type="button"
              aria-expanded={open === index}
              onClick={() => setOpen(open === index ? undefined : index)}
            >
              {button.name}
            </button>
            {open === index && (
              <div className="composer-more">
                {button.sub_button.map((leaf, at) => (
                  <button
                    key={at}
                    type="button"
                    onClick={() => {
                      setOpen(undefined);
                      onTap(leaf);
                    }}
                  >
                    {leaf.name}
                  </button>
                ))}
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}
