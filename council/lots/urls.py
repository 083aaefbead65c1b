"""Addresses of lots: the desk of those who conduct them, and the public pages."""

from django.urls import path

from council.lots.views import ceremony, desk, public

office = "office/<slug:slug>/lots/"
public_ = "councils/<slug:slug>/lots/"

app_name = "lots"
urlpatterns = [
    path(office, desk.desks, name="desks"),
    path(office + "new/<slug:key>/", desk.open_lot, name="open"),
    path(office + "<int:lot_id>/", desk.desk, name="desk"),
    path(office + "<int:lot_id>/pool/", desk.pool, name="pool"),
    path(office + "<int:lot_id>/quotas/", desk.quotas, name="quotas"),
    path(office + "<int:lot_id>/compute/", desk.compute, name="compute"),
    path(office + "<int:lot_id>/progress/", desk.progress, name="progress"),
    path(office + "<int:lot_id>/cancel/", desk.cancel, name="cancel"),
    path(office + "<int:lot_id>/reopen/", desk.reopen, name="reopen"),
    path(office + "<int:lot_id>/publish/", desk.publish, name="publish"),
    path(office + "<int:lot_id>/tickets.csv", desk.tickets, name="tickets"),
    path(office + "<int:lot_id>/chosen/<int:chosen_id>/gone/", desk.drop_out, name="drop_out"),
    path(office + "<int:lot_id>/seats/", desk.seat, name="seat"),
    path(office + "<int:lot_id>/abandon/", desk.abandon, name="abandon"),
    path("lots/recount_lot.py", public.recount, name="recount"),
    path(public_, public.lots, name="lots"),
    path(public_ + "<int:lot_id>/", public.lot, name="lot"),
    path(public_ + "<int:lot_id>/volunteer/", public.volunteer, name="volunteer"),
    path(public_ + "<int:lot_id>/withdraw/", public.withdraw, name="withdraw"),
    path(public_ + "<int:lot_id>/lottery.json", public.lottery, name="lottery"),
    path(public_ + "<int:lot_id>/draw.json", public.draw_file, name="draw_file"),
    path(public_ + "<int:lot_id>/words/", ceremony.enter, name="enter"),
    path(public_ + "<int:lot_id>/words/<int:saying_id>/confirm/", ceremony.confirm, name="confirm"),
    path(public_ + "<int:lot_id>/words/<int:saying_id>/strike/", ceremony.strike, name="strike"),
    path(public_ + "<int:lot_id>/draw/", ceremony.draw, name="draw"),
]
