//! A server, its devices and the cable between them, from their beginning to the comparison of what they hold.

use crate::blow::Blow;
use crate::cable::Cable;
use crate::disk::Disk;
use crate::plant::{Device, Plant};
use crate::{device, journal};
use rand::RngExt;
use rand::rngs::StdRng;
use std::error::Error;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::sleep;

const DEVICES: usize = 3;
/// Megabytes. PostgreSQL keeps up to a gigabyte of its log.
const SERVER_DISK: u32 = 2_000;
const DEVICE_DISK: u32 = 200;

/// Everything at work, on disks of its own where this process may mount some.
pub struct World {
    plant: Plant,
    cable: Cable,
    devices: Vec<Device>,
    server_disk: Option<Disk>,
    device_disks: Vec<Disk>,
    _folder: TempDir,
}

impl World {
    /// Starts everything.
    pub async fn build() -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::Builder::new().prefix("leadline-torture").tempdir()?;
        // PostgreSQL does not run as root; the user it runs as then must be able to get to its data.
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o711))?;
        let server_disk = Disk::mount(&folder.path().join("server-disk"), SERVER_DISK)?;
        let plant = Plant::build(&folder.path().join("server-disk")).await?;
        let cable = Cable::lay(plant.address()).await?;
        let (mut devices, mut device_disks) = (Vec::new(), Vec::new());
        for number in 0..DEVICES {
            let place = folder.path().join(format!("device-{number}"));
            device_disks.extend(Disk::mount(&device::disk_in(&place), DEVICE_DISK)?);
            devices.push(Device::start(place, cable.address())?);
        }
        Ok(Self { plant, cable, devices, server_disk, device_disks, _folder: folder })
    }

    /// Lets them work for a moment, and strikes.
    pub async fn strike(&mut self, blow: Blow, dice: &mut StdRng) -> Result<(), Box<dyn Error>> {
        sleep(Duration::from_millis(dice.random_range(100..900))).await;
        match blow {
            Blow::Server => self.plant.kill_server().await?,
            Blow::Database => self.plant.kill_database().await?,
            Blow::Device => self.devices[dice.random_range(0..DEVICES)].kill_and_start()?,
            Blow::Cut => {
                self.cable.cut();
                sleep(Duration::from_millis(dice.random_range(50..500))).await;
                self.cable.mend();
            }
            Blow::DeviceDisk => {
                full_for(&self.device_disks[dice.random_range(0..DEVICES)], dice.random_range(50..900)).await?;
            }
            Blow::ServerDisk => {
                let disk = self.server_disk.as_ref().ok_or("the server has no disk of its own")?;
                full_for(disk, dice.random_range(50..2_000)).await?;
                self.plant.recover().await?;
            }
        }
        Ok(())
    }

    /// Lets every device send what it still has, and compares its journal with what the server holds. How many edits
    /// were acknowledged.
    pub async fn compare(mut self) -> Result<usize, Box<dyn Error>> {
        if self.plant.restarts_after_full() > 0 {
            let times = self.plant.restarts_after_full();
            println!("torture: {times}× the server had to be started again after its disk was full");
        }
        for device in &mut self.devices {
            device.still_runs()?;
            device.drain().await?;
        }
        let held = self.plant.all_rows().await?;
        let mut acknowledged = 0;
        for device in &self.devices {
            acknowledged += journal::compare(&device.journal()?, &held)?;
        }
        self.plant.stop().await?;
        Ok(acknowledged)
    }
}

async fn full_for(disk: &Disk, ms: u64) -> std::io::Result<()> {
    disk.fill()?;
    sleep(Duration::from_millis(ms)).await;
    disk.clear()
}
