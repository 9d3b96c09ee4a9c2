//! Lists over any number of clients, open or saved.

use crate::Desktop;
use crate::api::{
    ArrangeColumns, ArrangedColumns, ById, Count, CountRequest, Done, Edited, FindRequest, Found, Nothing, Rows,
    RowsRequest, SavedView, SavedViews, SearchHits, SearchRequest, ViewHandle, ViewOpened, ViewRequest,
};
use crate::problem;
use crate::workplace::Workplace;
use leadline_cache::{Intent, IntentOp, Window};
use leadline_domain::Entity;
use leadline_domain::filter::Viewpoint;
use leadline_protocol::Problem;
use std::sync::Arc;

/// Rows that come with the list itself; the UI's pages are as long.
const FIRST_ROWS: u32 = 100;

impl Desktop {
    pub(crate) async fn view_open(self: &Arc<Self>, request: ViewRequest) -> Result<ViewOpened, Problem> {
        let opened = self.at_work(move |work| {
            let from = viewpoint(work, request.today);
            let opened = work.cache().open_view(&request.filter, &request.sort, from).map_err(problem::of_cache)?;
            match work.cache().view_rows(opened.view, 0, FIRST_ROWS) {
                Ok(Window { revision, total, rows, .. }) => {
                    Ok(ViewOpened { view: opened.view, total, revision, first: rows })
                }
                Err(fault) => {
                    work.cache().close_view(opened.view);
                    Err(problem::of_cache(fault))
                }
            }
        });
        let opened = opened.await?;
        self.put_in_order(opened.view, opened.total);
        Ok(opened)
    }

    /// While the first rows are drawn already. Whether it fails shows to whoever scrolls.
    fn put_in_order(self: &Arc<Self>, view: u32, clients: u32) {
        let (desktop, spare_memory) = (self.clone(), self.spare_memory.clone());
        tokio::spawn(async move {
            let ordering = desktop.at_work(move |work| work.cache().put_in_order(view).map_err(problem::of_cache));
            if let Err(problem) = ordering.await {
                tracing::debug!(code = ?problem.code, "a list is not put in order in advance");
            }
            spare_memory.is_left_by_list(clients);
        });
    }

    pub(crate) async fn view_rows(self: &Arc<Self>, request: RowsRequest) -> Result<Rows, Problem> {
        self.at_work(move |work| {
            let window = work.cache().view_rows(request.view, request.offset, request.limit);
            let window = window.map_err(problem::of_cache)?;
            Ok(Rows { revision: window.revision, total: window.total, offset: window.offset, rows: window.rows })
        })
        .await
    }

    pub(crate) async fn view_find(self: &Arc<Self>, request: FindRequest) -> Result<Found, Problem> {
        self.at_work(move |work| {
            let found = work.cache().view_find(request.view, request.id).map_err(problem::of_cache)?;
            Ok(Found { offset: found.offset, previous: found.previous, next: found.next, total: found.total })
        })
        .await
    }

    pub(crate) async fn view_close(self: &Arc<Self>, request: ViewHandle) -> Result<Done, Problem> {
        self.at_work(move |work| {
            work.cache().close_view(request.view);
            Ok(Done {})
        })
        .await
    }

    pub(crate) async fn count(self: &Arc<Self>, request: CountRequest) -> Result<Count, Problem> {
        self.at_work(move |work| {
            let total = work.cache().count(&request.filter, viewpoint(work, request.today));
            Ok(Count { total: total.map_err(problem::of_cache)? })
        })
        .await
    }

    pub(crate) async fn search(self: &Arc<Self>, request: SearchRequest) -> Result<SearchHits, Problem> {
        self.at_work(move |work| {
            let clients = work.cache().search(&request.text, request.limit).map_err(problem::of_cache)?;
            Ok(SearchHits { clients })
        })
        .await
    }

    pub(crate) async fn saved_views(self: &Arc<Self>, _: Nothing) -> Result<SavedViews, Problem> {
        self.at_work(|work| Ok(SavedViews { views: work.cache().saved_views().map_err(problem::of_cache)? })).await
    }

    pub(crate) async fn saved_view_put(self: &Arc<Self>, request: SavedView) -> Result<Edited, Problem> {
        self.at_work(move |work| {
            request.filter.settle(viewpoint(work, 0)).map_err(|fault| problem::of_cache(fault.into()))?;
            request.sort.check().map_err(|fault| problem::of_cache(fault.into()))?;
            let known = work.values(Entity::SavedView, request.id)?;
            let values = request.values();
            let op = if known.is_some() { IntentOp::Update { values } } else { IntentOp::Create { values } };
            work.edit(request.id, &[Intent { entity: Entity::SavedView, record: request.id, op }], None)
        })
        .await
    }

    pub(crate) async fn saved_view_delete(self: &Arc<Self>, request: ById) -> Result<Edited, Problem> {
        self.at_work(move |work| super::records::delete(work, Entity::SavedView, request)).await
    }

    pub(crate) async fn columns_arranged(self: &Arc<Self>, _: Nothing) -> Result<ArrangedColumns, Problem> {
        self.at_work(|work| {
            let lists = work.cache().arranged_columns().map_err(problem::of_cache)?;
            Ok(ArrangedColumns { lists })
        })
        .await
    }

    pub(crate) async fn columns_arrange(self: &Arc<Self>, request: ArrangeColumns) -> Result<Done, Problem> {
        self.at_work(move |work| {
            work.cache().arrange_columns(&request.list, request.columns).map_err(problem::of_cache)?;
            Ok(Done {})
        })
        .await
    }
}

fn viewpoint(work: &Workplace, today: i64) -> Viewpoint {
    Viewpoint { me: work.signed_in().account.profile_id, today }
}
