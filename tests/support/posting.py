"""A form that would be refused when it is sent fails where it is rendered.

``{% csrf_token %}`` renders nothing when its template was included without the token, and Django
says so only while debugging. The client of the tests would send the form all the same.
"""

from django.template import RequestContext
from django.template.defaulttags import CsrfTokenNode


def install():
    """Make every page that is rendered from now on prove that its forms have their tokens.

    What is pushed to many has none: each page puts its own in.
    """
    render = CsrfTokenNode.render

    def strictly(node, context):
        if isinstance(context, RequestContext):
            assert context.get("csrf_token"), "a form without its token: hand on csrf_token"
        return render(node, context)

    CsrfTokenNode.render = strictly
