//! Colleagues, tags and sources: small, and needed everywhere.

use super::column;
use crate::rows::{Directory, ProfileRow, TagRow};
use crate::{Cache, CacheFault};
use leadline_domain::{Role, text};
use rusqlite::Connection;

/// Most sources that are offered.
const MOST_SOURCES: usize = 50;

impl Cache {
    /// Colleagues and tags by name, and the sources seen on clients, most used first.
    pub fn directory(&self) -> Result<Directory, CacheFault> {
        self.read(|from| {
            let mut profiles = profiles(from)?;
            profiles.sort_by_cached_key(|profile| (text::sort_key(&profile.name), profile.id));
            let mut tags = tags(from)?;
            tags.sort_by_cached_key(|tag| (text::sort_key(&tag.name), tag.id));
            Ok(Directory { profiles, tags, sources: sources(from)? })
        })
    }
}

fn profiles(from: &Connection) -> Result<Vec<ProfileRow>, CacheFault> {
    let sql = "SELECT id, name, email, role, status = 'active' AS active FROM profiles WHERE hidden = 0";
    column::all(from, sql, [], |row| {
        Ok(ProfileRow {
            id: row.id("id")?,
            name: row.text("name")?,
            email: row.text("email")?,
            role: row.word("role", Role::Viewer)?,
            active: row.flag("active")?,
        })
    })
}

fn tags(from: &Connection) -> Result<Vec<TagRow>, CacheFault> {
    column::all(from, "SELECT id, name, colour, category FROM tags WHERE hidden = 0", [], |row| {
        Ok(TagRow {
            id: row.id("id")?,
            name: row.text("name")?,
            colour: row.text("colour")?,
            category: row.get("category")?,
        })
    })
}

/// Steps through the index from one source to the next, at most 500 of them, and counts each only up to 2,000: a
/// directory must not cost more because there are a million clients.
fn sources(from: &Connection) -> Result<Vec<String>, CacheFault> {
    let sql = "WITH RECURSIVE each(source) AS ( \
            SELECT min(source) FROM clients WHERE hidden = 0 AND source IS NOT NULL \
            UNION ALL \
            SELECT (SELECT min(source) FROM clients WHERE hidden = 0 AND source IS NOT NULL AND source > each.source) \
            FROM each WHERE each.source IS NOT NULL LIMIT 500) \
        SELECT source, (SELECT count(*) FROM (SELECT 1 FROM clients \
            WHERE hidden = 0 AND source IS NOT NULL AND clients.source = each.source LIMIT 2000)) AS uses \
        FROM each WHERE source IS NOT NULL ORDER BY uses DESC, source";
    let mut sources = column::all(from, sql, [], |row| row.text("source"))?;
    sources.truncate(MOST_SOURCES);
    Ok(sources)
}
