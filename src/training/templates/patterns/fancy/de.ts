export const FANCY_DE: readonly string[] = [
  '🎂🎉 Alles Gute zum Geburtstag {name}! 🎉 {emoji}{emoji}',
  '❗️ACHTUNG❗️ {place} gesperrt bis {time} 🚧',
  '🎄 FROHE WEIHNACHTEN 🎄🎁 wünscht {name}',
  'TOOOR!!! ⚽️⚽️⚽️',
  '📢 𝗘𝗹𝘁𝗲𝗿𝗮𝗯𝗲𝗻𝗱 📢 {date} {time}',
];
