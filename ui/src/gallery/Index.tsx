import styles from "./Index.module.css";
import { SCENES } from "./scenes";

const LOOKS = [
  { lang: "en", theme: "light" },
  { lang: "th", theme: "dark" },
] as const;
const SIZE = { ring: { width: 380, height: 260 }, main: { width: 1440, height: 900 } };

/** Every scene, in English light and Thai dark; each opens alone at its own size. */
export function Index() {
  return (
    <main className={styles.index}>
      <h1>Gallery</h1>
      {SCENES.map((scene) => (
        <section key={scene.name} aria-label={scene.name} data-scene={scene.name} data-window={scene.window}>
          <h2>{scene.name}</h2>
          <div className={styles.looks}>
            {LOOKS.map(({ lang, theme }) => {
              const address = `?scene=${scene.name}&lang=${lang}&theme=${theme}`;
              return (
                <figure key={lang}>
                  {/* oxlint-disable-next-line react/iframe-missing-sandbox -- the gallery's own page */}
                  <iframe
                    title={`${scene.name} ${lang} ${theme}`}
                    src={address}
                    loading="lazy"
                    {...SIZE[scene.window]}
                  />
                  <figcaption>
                    <a href={address}>{`${lang} ${theme}`}</a>
                  </figcaption>
                </figure>
              );
            })}
          </div>
        </section>
      ))}
    </main>
  );
}
