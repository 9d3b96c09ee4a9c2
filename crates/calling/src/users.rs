//! Who uses a device: it is open while somebody does.

use crate::sound::Orders;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Weak};
use tokio::sync::oneshot;

/// A use of a device. Dropping it ends it.
#[must_use]
pub(crate) struct Use {
    wanted: Option<Arc<()>>,
    gone: Option<oneshot::Receiver<()>>,
    orders: Orders,
}

impl Use {
    /// Ends it and waits until everything that served it is gone too.
    pub async fn end(mut self) {
        let gone = self.gone.take();
        drop(self);
        if let Some(gone) = gone {
            // Nothing is ever sent; the sender's end is the news.
            let _ = gone.await;
        }
    }
}

impl Drop for Use {
    fn drop(&mut self) {
        self.wanted.take();
        self.orders.look();
    }
}

/// Something that serves a use, on the way to the worker of its device or there.
pub(crate) struct Serving<T: ?Sized> {
    pub item: Box<T>,
    wanted: Weak<()>,
    _gone: oneshot::Sender<()>,
}

impl<T: ?Sized> Serving<T> {
    pub fn new(item: Box<T>, orders: Orders) -> (Use, Self) {
        let wanted = Arc::new(());
        let (gone, is_gone) = oneshot::channel();
        let serving = Self { item, wanted: Arc::downgrade(&wanted), _gone: gone };
        (Use { wanted: Some(wanted), gone: Some(is_gone), orders }, serving)
    }

    pub fn wanted(&self) -> Weak<()> {
        self.wanted.clone()
    }
}

/// Those whom a worker serves now. New ones come through a channel, because a worker waits for nobody.
pub(crate) struct Served<T: ?Sized> {
    door: Receiver<Serving<T>>,
    here: Vec<Serving<T>>,
}

impl<T: ?Sized> Served<T> {
    pub fn new() -> (Sender<Serving<T>>, Self) {
        let (sender, door) = channel();
        (sender, Self { door, here: Vec::new() })
    }

    /// Lets in who is new and out whose use has ended.
    pub fn refresh(&mut self) {
        self.here.extend(self.door.try_iter());
        self.here.retain(|serving| serving.wanted.strong_count() > 0);
    }

    pub fn each(&mut self, work: impl FnMut(&mut T)) {
        self.here.iter_mut().map(|serving| &mut *serving.item).for_each(work);
    }
}
