import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../prisma/projectRoot.js';
import { type BotProcess, startBot } from '../support/botProcess.js';
import { installedBrowser, layoutFaults } from '../support/browser.js';
import { TOUR_BEGINS } from '../support/tour.js';
import { scratchFolder } from '../support/scratchFolder.mjs';

const executable = installedBrowser();
if (!executable) console.log('No Chromium, Chrome or Edge was found: the tests of the sandbox’s page are skipped.');
const screenshots = join(projectRoot, 'tests', 'screenshots');

describe.skipIf(!executable)('the sandbox’s page in a browser', () => {
  const dataDir = mkdtempSync(join(scratchFolder(), 'duban-browser-'));
  let bot: BotProcess;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    bot = await startBot({ DATA_DIR: dataDir, SANDBOX_NOW: TOUR_BEGINS });
    browser = await chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.end('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Opens the page in a window of that width; whatever the page complains of fails the test at its end. */
  async function open(width: number): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 844 }, locale: 'zh-CN' });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(bot.url);
    await page.locator('[data-chat-column]').first().waitFor();
    return { page, complaints };
  }

  const column = (page: Page, chat: string) => page.locator(`[data-chat-column="${chat}"]`);
  const press = (pane: Locator, label: string) =>
    pane.locator('[data-button]:enabled', { hasText: label }).last().click();
  async function say(pane: Locator, words: string): Promise<void> {
    await pane.locator('[data-say]').fill(words);
    await pane.locator('[data-send]').click();
  }
  const hears = (pane: Locator, words: string | RegExp) =>
    pane.locator('[data-message][data-from="bot"]', { hasText: words }).last().waitFor();
  async function settles(page: Page, act: () => Promise<void>): Promise<void> {
    await act();
    await page.locator('.top[data-busy="true"]').waitFor({ state: 'attached' });
    await page.locator('.top[data-busy="false"]').waitFor({ state: 'attached', timeout: 60_000 });
  }
  const move = (page: Page, by: string) => settles(page, () => page.locator(`[data-clock="${by}"]:enabled`).click());

  it('leads through a workday at 1280 pixels: the clock, a report by buttons and words, the coordinator’s queue', async () => {
    const { page, complaints } = await open(1280);
    expect(await layoutFaults(page)).toEqual([]);
    await page.screenshot({ path: join(screenshots, '1280-empty.png') });
    const ids = await page
      .locator('[data-chat-column]')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-chat-column') ?? ''));
    const liaison = column(page, ids.find((id) => id.endsWith('-liaison')) ?? '');
    const coordinator = column(page, 'p-wangmin');

    await settles(page, () => page.locator('[data-guide-start]:visible').first().click());
    await hears(liaison, '今日待办');
    expect(await layoutFaults(page)).toEqual([]);

    await press(liaison, '填 XM-');
    await press(liaison, '有进展');
    await hears(liaison, '目前完成多少');
    await say(liaison, '八成');
    await hears(liaison, '完成 80%');
    await say(liaison, '<b>设备</b>全部到场，正在安装调试');
    await press(liaison, '没有困难');
    await press(liaison, '跳过');
    await hears(liaison, '请核对');
    await page.screenshot({ path: join(screenshots, '1280-check.png') });
    await press(liaison, '提交');
    await hears(liaison, '已填报 80%');

    await coordinator.scrollIntoViewIfNeeded();
    await say(coordinator, '复核');
    await hears(coordinator, '待复核');
    while (!(await coordinator.locator('[data-message]').last().innerText()).includes('<b>设备</b>')) {
      const before = await coordinator.locator('[data-message]').count();
      await press(coordinator, '看下一份');
      await coordinator.locator('[data-message]').nth(before).waitFor();
    }
    expect(await layoutFaults(page)).toEqual([]);
    await page.screenshot({ path: join(screenshots, '1280-queue.png') });
    expect(complaints).toEqual([]);
    await page.close();
  }, 120_000);

  it('fits a phone of 390 pixels: one column at a time, nothing sideways, every button within reach', async () => {
    const { page, complaints } = await open(390);
    await move(page, '1d');
    const tabs = page.locator('[data-tab]');
    for (let index = 0; index < (await tabs.count()); index++) {
      await tabs.nth(index).click();
      const id = (await tabs.nth(index).getAttribute('data-tab')) ?? '';
      await column(page, id).locator('[data-say]').waitFor();
      expect(await page.locator('[data-chat-column]:visible').count()).toBe(1);
      expect(await layoutFaults(page), id).toEqual([]);
      await page.screenshot({ path: join(screenshots, `390-${id}.png`) });
    }
    const shown = page.locator('[data-chat-column]:visible');
    await shown.locator('[data-command="/帮助"]').click();
    await hears(shown, '在群里可以这样用');
    expect(await layoutFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  }, 120_000);
});
