import type { Locator, Page } from 'playwright-core';

/** The form item with this label, in the open drawer. */
export const item = (scope: Page | Locator, label: string): Locator =>
  scope.locator(`.ant-form-item:has(label[title="${label}"])`).last();

/** Replaces the text of an input, at once: the host's input for variables loses its caret when keys follow each other quickly. */
export async function typeInto(page: Page, label: string, text: string): Promise<void> {
  const box = item(drawer(page), label).locator('[contenteditable=true], input, textarea').first();
  await box.click();
  await box.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** Fills in a text of a message. */
export const fillText = (scope: Page | Locator, label: string, text: string): Promise<void> =>
  item(scope, label).locator('textarea').first().fill(text);

export const submit = (page: Page): Promise<void> => page.getByRole('button', { name: 'Submit' }).last().click();

/** The drawer that is open: both clients keep closed ones in the page. */
export const drawer = (page: Page): Locator => page.locator('.ant-drawer-content:visible').last();

/** Nothing opens any more: what still grows moves away between the two halves of a click. */
export const stillness = (page: Page): Promise<void> =>
  page
    .locator('.ant-zoom-appear, .ant-zoom-enter, .ant-motion-collapse-appear, .ant-motion-collapse-enter')
    .first()
    .waitFor({ state: 'detached' });
