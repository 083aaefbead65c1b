"""Addresses of the floor: targets of posts, and one's own part."""

from django.urls import path

from deliberation.floor import views

app_name = "floor"
urlpatterns = [
    path("meetings/<int:meeting_id>/request/", views.ask, name="request"),
    path("meetings/<int:meeting_id>/mine/", views.mine, name="mine"),
    path("meetings/<int:meeting_id>/order/", views.order, name="order"),
    path("meetings/<int:meeting_id>/order/choose/", views.choose, name="choose_order"),
    path("meetings/<int:meeting_id>/give/", views.give, name="give"),
    path("meetings/<int:meeting_id>/signal/", views.signal, name="signal"),
    path("meetings/<int:meeting_id>/settle/", views.settle, name="settle"),
    path("requests/<int:request_id>/withdraw/", views.withdraw, name="withdraw"),
    path("requests/<int:request_id>/decline/", views.decline, name="decline"),
    path("turns/<int:turn_id>/end/", views.end, name="end"),
    path("turns/<int:turn_id>/extend/", views.extend, name="extend"),
]
