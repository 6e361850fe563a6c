import { describe, expect, it } from 'vitest';
import { cdata, listOf, parseXml, textOf, wordsOf } from '../../../bot/adapters/wecom/xml.js';

describe('XML of callbacks', () => {
  it('keeps values as they were written', () => {
    const fields = parseXml(
      '<xml><Content><![CDATA[ 007\n<b>真</b> &lt; ]]></Content><MsgId>0012</MsgId><A>true</A></xml>',
    );
    expect(fields && wordsOf(fields, 'Content')).toBe(' 007\n<b>真</b> &lt; ');
    expect(fields && textOf(fields, 'MsgId')).toBe('0012');
    expect(fields && textOf(fields, 'A')).toBe('true');
    expect(fields && textOf(fields, 'Missing')).toBe('');
  });

  it('writes text with the end of CDATA in it so that it reads back the same', () => {
    const words = 'a]]>b]]]]>c<![CDATA[d';
    const fields = parseXml(`<xml><T>${cdata(words)}</T></xml>`);
    expect(fields && wordsOf(fields, 'T')).toBe(words);
  });

  it('reads one selected item like several', () => {
    const item = (id: string) => `<SelectedItem><OptionIds><OptionId>${id}</OptionId></OptionIds></SelectedItem>`;
    for (const ids of [['a'], ['a', 'b']]) {
      const fields = parseXml(`<xml><SelectedItems>${ids.map(item).join('')}</SelectedItems></xml>`);
      expect(fields && listOf(fields, 'SelectedItems', 'SelectedItem')).toHaveLength(ids.length);
    }
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>'],
    ['an element that does not end', '<xml><A>1</xml>'],
    ['another root', '<html><A>1</A></html>'],
    ['no XML', 'hello'],
    ['nothing', ''],
    ['two roots', '<xml><A/></xml><xml><A/></xml>'],
    ['depth without end', `<xml>${'<a>'.repeat(500)}${'</a>'.repeat(500)}</xml>`],
  ])('refuses %s', (_name, source) => {
    expect(parseXml(source)).toBeNull();
  });

  it('does not reach into the prototypes of objects', () => {
    const fields = parseXml('<xml><__proto__><polluted>1</polluted></__proto__><constructor>2</constructor></xml>');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    expect(fields === null || textOf(fields, 'toString') === '').toBe(true);
  });
});
