import { createModelShelf } from '../../src/app/model-shelf.js';

interface Model {
  readonly id: string;
  isOpen: boolean;
  readonly close: () => void;
}

function createShelf(most: number) {
  const opened: Model[] = [];
  const open = async (id: string): Promise<Model | null> => {
    if (id === 'none') return null;
    if (id === 'broken') throw new Error('Cannot load it');
    const model: Model = { id, isOpen: true, close: () => (model.isOpen = false) };
    opened.push(model);
    return model;
  };
  return { shelf: createModelShelf({ open, most }), opened };
}

const open = (models: readonly Model[]) => models.filter(({ isOpen }) => isOpen).map(({ id }) => id);
const look = async ({ id, isOpen }: Model): Promise<string> => `${id} ${isOpen ? 'open' : 'closed'}`;

describe('createModelShelf()', () => {
  test('opens a model once, and keeps those that were used last', async () => {
    const { shelf, opened } = createShelf(2);
    for (const id of ['a', 'b', 'a', 'c', 'a']) expect(await shelf.use(id, look)).toBe(`${id} open`);
    expect(opened.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(open(opened)).toEqual(['a', 'c']);
  });

  test('never closes a model in use, and closes it afterwards', async () => {
    const { shelf, opened } = createShelf(0);
    const seen = await shelf.use('a', async (model) => {
      await shelf.use('b', look);
      return look(model);
    });
    expect(seen).toBe('a open');
    expect(open(opened)).toEqual([]);
  });

  test('opens a model once for two who ask at once', async () => {
    const { shelf, opened } = createShelf(1);
    expect(await Promise.all([shelf.use('a', look), shelf.use('a', look)])).toEqual(['a open', 'a open']);
    expect(opened).toHaveLength(1);
  });

  test('says that there is none, and asks again the next time', async () => {
    const { shelf } = createShelf(1);
    expect(await shelf.use('none', look)).toBeNull();
    await expect(shelf.use('broken', look)).rejects.toThrow('Cannot load it');
    await expect(shelf.use('broken', look)).rejects.toThrow('Cannot load it');
    expect(await shelf.use('a', look)).toBe('a open');
  });

  test('lets go of a model whose work failed', async () => {
    const { shelf, opened } = createShelf(0);
    await expect(shelf.use('a', async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(open(opened)).toEqual([]);
  });

  test('closes everything with itself, what is in use as soon as it is not', async () => {
    const { shelf, opened } = createShelf(3);
    await shelf.use('a', look);
    await shelf.use('b', async () => shelf.close());
    expect(open(opened)).toEqual([]);
  });
});
