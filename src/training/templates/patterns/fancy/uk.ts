export const FANCY_UK: readonly string[] = [
  '🎂🎉 З днем народження, {name}! 💙💛 {emoji}{emoji}',
  '🌻 ДОБРОГО РАНКУ 🌻 тихого дня усім 🙏',
  '❗️УВАГА❗️ {date} з {time} не буде світла 💡',
  '🐶 Загубився пес 🐶 {place} ☎️ {phone}',
  'УРА!!! перемога {small}:{small} 🏆🏆',
  'Дякуємо всім ❤️❤️ зібрали {sum}',
];
