//! Makes the permissions of each window from `permissions/` and `capabilities/`, and embeds the icon.

fn main() {
    tauri_build::build();
}
