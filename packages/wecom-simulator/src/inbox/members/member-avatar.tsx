/** What WeCom draws for a member without a picture: the end of a Chinese name, the beginning of any other. */
export function MemberAvatar({ name }: { name: string }) {
  const [chinese] = /^\p{Script=Han}+/u.exec(name) ?? [];
  return (
    <span className="member-avatar" aria-hidden="true">
      {chinese ? [...chinese].slice(-1) : [...name].slice(0, 1).join('').toUpperCase()}
    </span>
  );
}
