import { lazy, Suspense, type ComponentType } from 'react';
import { Spin } from 'antd';

/** A component that is loaded when it is shown: the legacy client wants most of its components at once. */
export function lazyComponent<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  const Loaded = lazy(load) as unknown as ComponentType<Props>;
  return function LazyComponent(props: Props) {
    return (
      <Suspense fallback={<Spin />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
