"""Public list prices of eu-central-1 (Frankfurt), on demand, without free tiers, in US dollars.

They are written down as they were known in 2025, from the pages that are named. AWS's pages show them per region only
in a browser: compare them before something is decided by a few per cent. Free tiers are left out: they make a small
account cheaper, and a large one does not feel them.
"""

from decimal import Decimal

AS_OF = "2025"

MILLION = Decimal(1_000_000)
THOUSAND = Decimal(1_000)
GB = Decimal(1024**3)

# https://aws.amazon.com/dynamodb/pricing/on-demand/ - standard class; the prices after the cut of November 2024.
WRITE_UNIT = Decimal("0.7625") / MILLION
READ_UNIT = Decimal("0.1525") / MILLION
TABLE_GB_MONTH = Decimal("0.306")
TABLE_PITR_GB_MONTH = Decimal("0.2448")
# Reads of a stream by a Lambda trigger are free.

# https://aws.amazon.com/lambda/pricing/ - arm64, the first 7.5 billion GB-seconds a month.
LAMBDA_REQUEST = Decimal("0.20") / MILLION
LAMBDA_GB_SECOND = Decimal("0.0000133334")

# https://aws.amazon.com/s3/pricing/ - standard class; PUT, COPY, POST and LIST cost the same, DELETE nothing.
S3_PUT = Decimal("0.0054") / THOUSAND
S3_GET = Decimal("0.00043") / THOUSAND
S3_GB_MONTH = Decimal("0.0245")

# https://aws.amazon.com/sqs/pricing/ - standard queues; messages with a group (fair queues) cost a quarter more.
SQS_REQUEST = Decimal("0.40") / MILLION
SQS_FAIR_REQUEST = Decimal("0.50") / MILLION

# https://aws.amazon.com/step-functions/pricing/ - standard workflows.
STATE_TRANSITION = Decimal("0.025") / THOUSAND

# https://aws.amazon.com/eventbridge/pricing/ - what a service sends only when asked to (S3's objects, SES's mails) is
# taken as an opt-in data event, the dearer reading; rules and their targets cost nothing.
EVENT = Decimal("1.00") / MILLION

# https://aws.amazon.com/cloudwatch/pricing/ - the first 10 TB of logs, the first 10 000 metrics.
LOG_GB = Decimal("0.63")
LOG_GB_MONTH = Decimal("0.0324")
METRIC_MONTH = Decimal("0.30")
ALARM_METRIC_MONTH = Decimal("0.10")
DASHBOARD_MONTH = Decimal("3.00")
FREE_DASHBOARDS = 3

# https://aws.amazon.com/api-gateway/pricing/ - HTTP API, up to 512 KB a request.
API_REQUEST = Decimal("1.20") / MILLION

# https://aws.amazon.com/cognito/pricing/ - tier Essentials; the first 10 000 users cost nothing, programs always do.
COGNITO_USER_MONTH = Decimal("0.015")
COGNITO_CLIENT_MONTH = Decimal("6.00")
COGNITO_CLIENT_TOKEN = Decimal("2.25") / THOUSAND

# https://aws.amazon.com/ses/pricing/ - a fee for each recipient, and one for what is attached.
MAIL = Decimal("0.10") / THOUSAND
MAIL_ATTACHED_GB = Decimal("0.12")
