-- CreateTable
CREATE TABLE "Campaign" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL DEFAULT '',
    "zone" TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    "startsOn" TEXT NOT NULL,
    "endsOn" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "taxonomy" TEXT NOT NULL DEFAULT 'sixChecks',
    "rules" JSONB NOT NULL,
    "schedules" JSONB NOT NULL,
    "boardPolicy" TEXT NOT NULL DEFAULT 'direct',
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Phase" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "asks" TEXT NOT NULL DEFAULT '',
    "startsOn" TEXT NOT NULL,
    "endsOn" TEXT NOT NULL,
    CONSTRAINT "Phase_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parentId" INTEGER,
    "sortOrder" INTEGER NOT NULL,
    CONSTRAINT "Unit_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Unit" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CampaignUnit" (
    "campaignId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "quota" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("campaignId", "unitId"),
    CONSTRAINT "CampaignUnit_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "CampaignUnit_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Person" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "preferredPlatform" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Identity" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "personId" INTEGER NOT NULL,
    "platform" TEXT NOT NULL,
    "platformUserId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Identity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RoleGrant" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "personId" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "campaignId" INTEGER,
    "unitId" INTEGER,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "RoleGrant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "RoleGrant_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "RoleGrant_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Chat" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "platform" TEXT NOT NULL,
    "platformChatId" TEXT NOT NULL,
    "thread" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL,
    "purpose" TEXT NOT NULL DEFAULT 'work',
    "settings" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Chat_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "itemNo" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'matter',
    "tag" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL,
    "task" TEXT NOT NULL DEFAULT '',
    "measures" TEXT NOT NULL DEFAULT '',
    "target" TEXT NOT NULL DEFAULT '',
    "standard" TEXT NOT NULL DEFAULT '',
    "safeguard" TEXT NOT NULL DEFAULT '',
    "consequence" TEXT NOT NULL DEFAULT '',
    "supervisionClass" TEXT NOT NULL,
    "leadUnitId" INTEGER NOT NULL,
    "responsiblePerson" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT 'plan',
    "filedOn" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "percent" INTEGER NOT NULL DEFAULT 0,
    "closedOn" TEXT,
    "directedById" INTEGER,
    "aboutItemId" INTEGER,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Item_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Item_leadUnitId_fkey" FOREIGN KEY ("leadUnitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Item_directedById_fkey" FOREIGN KEY ("directedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Item_aboutItemId_fkey" FOREIGN KEY ("aboutItemId") REFERENCES "Item" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SupportingUnit" (
    "itemId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,

    PRIMARY KEY ("itemId", "unitId"),
    CONSTRAINT "SupportingUnit_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SupportingUnit_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Milestone" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "standard" TEXT NOT NULL DEFAULT '',
    "percent" INTEGER NOT NULL,
    "dueOn" TEXT NOT NULL,
    "originalDueOn" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "completedOn" TEXT,
    "confirmedOn" TEXT,
    CONSTRAINT "Milestone_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Warning" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "milestoneId" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "givenOn" TEXT NOT NULL,
    CONSTRAINT "Warning_milestoneId_fkey" FOREIGN KEY ("milestoneId") REFERENCES "Milestone" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReportRound" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "supervisionClass" TEXT NOT NULL,
    "periodKey" TEXT NOT NULL,
    "opensOn" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "ReportRound_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReportRequest" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "roundId" INTEGER NOT NULL,
    "itemId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "personId" INTEGER,
    "dueOn" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "late" BOOLEAN NOT NULL DEFAULT false,
    "reportedAt" DATETIME,
    "reportedOn" TEXT,
    "rung" INTEGER NOT NULL DEFAULT 0,
    "rungOn" TEXT,
    "excuse" TEXT,
    "part" TEXT NOT NULL DEFAULT 'lead',
    CONSTRAINT "ReportRequest_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "ReportRound" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReportRequest_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReportRequest_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ReportRequest_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProgressReport" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "requestId" INTEGER,
    "authorId" INTEGER,
    "onBehalfOfId" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "correctsId" INTEGER,
    "noChange" BOOLEAN NOT NULL DEFAULT false,
    "percent" INTEGER NOT NULL,
    "summary" TEXT NOT NULL,
    "blocker" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'submitted',
    "flags" JSONB NOT NULL,
    "reportedOn" TEXT NOT NULL,
    "reportedAt" DATETIME NOT NULL,
    "claimedById" INTEGER,
    "claimedUntil" DATETIME,
    "effortSeconds" INTEGER,
    "presses" INTEGER,
    CONSTRAINT "ProgressReport_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ProgressReport_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ProgressReport_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "ReportRequest" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "ProgressReport_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "ProgressReport_onBehalfOfId_fkey" FOREIGN KEY ("onBehalfOfId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "ProgressReport_correctsId_fkey" FOREIGN KEY ("correctsId") REFERENCES "ProgressReport" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Evidence" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "reportId" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Evidence_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "ProgressReport" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "reportId" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "field" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "verifierId" INTEGER,
    "verifiedOn" TEXT NOT NULL,
    "verifiedAt" DATETIME NOT NULL,
    CONSTRAINT "Verification_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "ProgressReport" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Verification_verifierId_fkey" FOREIGN KEY ("verifierId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Board" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "periodKey" TEXT NOT NULL,
    "startsOn" TEXT NOT NULL,
    "endsOn" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "formulaVersion" TEXT NOT NULL,
    "formula" JSONB NOT NULL,
    "rules" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "dataAt" DATETIME NOT NULL,
    "objectUntil" DATETIME,
    "publishOn" TEXT,
    "drafterId" INTEGER,
    "approverId" INTEGER,
    "approvedAt" DATETIME,
    "remindedAt" DATETIME,
    "publishedAt" DATETIME,
    "withdrawnAt" DATETIME,
    CONSTRAINT "Board_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BoardEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "boardId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "unitName" TEXT NOT NULL DEFAULT '',
    "unitShort" TEXT NOT NULL DEFAULT '',
    "list" TEXT NOT NULL,
    "place" INTEGER,
    "tie" BOOLEAN NOT NULL DEFAULT false,
    "totalCenti" INTEGER,
    "smallSample" BOOLEAN NOT NULL DEFAULT false,
    "sampleSize" INTEGER NOT NULL DEFAULT 0,
    "spared" TEXT,
    "cause" TEXT,
    "light" TEXT,
    "grade" TEXT,
    "change" JSONB NOT NULL,
    "dimensions" JSONB NOT NULL,
    "entries" JSONB NOT NULL,
    "facts" JSONB NOT NULL,
    "exempted" JSONB NOT NULL,
    CONSTRAINT "BoardEntry_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "BoardEntry_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Bulletin" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'sent',
    "audience" JSONB NOT NULL,
    "correctsId" INTEGER,
    "drafterId" INTEGER NOT NULL,
    "approverId" INTEGER,
    "createdAt" DATETIME NOT NULL,
    "sentAt" DATETIME,
    CONSTRAINT "Bulletin_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Bulletin_drafterId_fkey" FOREIGN KEY ("drafterId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Bulletin_approverId_fkey" FOREIGN KEY ("approverId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "dedupKey" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "thread" TEXT NOT NULL DEFAULT '',
    "lane" TEXT,
    "personId" INTEGER,
    "campaignId" INTEGER,
    "kind" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "subject" TEXT,
    "payload" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "notBefore" DATETIME NOT NULL,
    "expiresAt" DATETIME,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" DATETIME,
    "lastError" TEXT,
    "providerMessageId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    CONSTRAINT "Delivery_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Inbound" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "platform" TEXT NOT NULL,
    "updateKey" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "receivedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "DialogState" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "personId" INTEGER NOT NULL,
    "platform" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "about" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "data" JSONB NOT NULL,
    "trail" JSONB NOT NULL,
    "parked" BOOLEAN NOT NULL DEFAULT false,
    "activeMs" INTEGER NOT NULL DEFAULT 0,
    "presses" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "DialogState_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "JobRun" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "job" TEXT NOT NULL,
    "scheduledFor" DATETIME NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "leaseUntil" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    "outcome" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "detail" JSONB NOT NULL
);

-- CreateTable
CREATE TABLE "CalendarDay" (
    "on" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT ''
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "actorId" INTEGER,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    CONSTRAINT "AuditEntry_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Feedback" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,
    "deliveryId" INTEGER NOT NULL,
    "quote" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "toldOn" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Feedback_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Feedback_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScoreCredit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "countsOn" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'confirmed',
    "enteredById" INTEGER,
    "decidedById" INTEGER,
    "createdAt" DATETIME NOT NULL,
    "decidedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Objection" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "boardId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "recordKind" TEXT NOT NULL,
    "recordId" INTEGER NOT NULL,
    "point" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "file" JSONB,
    "authorId" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "answer" TEXT NOT NULL DEFAULT '',
    "answeredById" INTEGER,
    "createdAt" DATETIME NOT NULL,
    "answeredAt" DATETIME,
    CONSTRAINT "Objection_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScoreExclusion" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "recordKind" TEXT NOT NULL,
    "recordId" INTEGER NOT NULL,
    "throughOn" TEXT NOT NULL,
    "objectionId" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "BoardChange" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "boardId" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "lines" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'done',
    "askedById" INTEGER,
    "decidedById" INTEGER,
    "createdAt" DATETIME NOT NULL,
    "decidedAt" DATETIME,
    CONSTRAINT "BoardChange_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FormalTalk" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "boardId" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'proposed',
    "proposedOn" TEXT NOT NULL,
    "decidedById" INTEGER,
    "decidedAt" DATETIME,
    CONSTRAINT "FormalTalk_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ImportDraft" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,
    "platform" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "thread" TEXT NOT NULL DEFAULT '',
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'reading',
    "round" INTEGER NOT NULL DEFAULT 1,
    "choices" JSONB NOT NULL,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "summary" JSONB NOT NULL,
    "leaseUntil" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "CloseOut" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER NOT NULL,
    "reportId" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "requestedById" INTEGER,
    "requestedAt" DATETIME NOT NULL,
    "confirmedById" INTEGER,
    "confirmedAt" DATETIME,
    "decidedById" INTEGER,
    "decidedAt" DATETIME,
    "reason" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "CloseOut_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "CloseOut_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "ProgressReport" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SampleDraw" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "roundId" INTEGER NOT NULL,
    "campaignId" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "population" JSONB NOT NULL,
    "size" INTEGER NOT NULL,
    "drawnOn" TEXT NOT NULL,
    "drawnAt" DATETIME NOT NULL,
    CONSTRAINT "SampleDraw_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "ReportRound" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SampledReport" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "drawId" INTEGER NOT NULL,
    "reportId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "checkerId" INTEGER,
    "checkedAt" DATETIME,
    "findingId" INTEGER,
    CONSTRAINT "SampledReport_drawId_fkey" FOREIGN KEY ("drawId") REFERENCES "SampleDraw" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SampledReport_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "ProgressReport" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SupportingPart" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "requestId" INTEGER,
    "authorId" INTEGER,
    "state" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "reportedOn" TEXT NOT NULL,
    "reportedAt" DATETIME NOT NULL,
    "mergedInId" INTEGER,
    CONSTRAINT "SupportingPart_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SupportingPart_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SupportingPart_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "ReportRequest" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Waiting" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER NOT NULL,
    "forUnitId" INTEGER NOT NULL,
    "statedById" INTEGER,
    "sinceOn" TEXT NOT NULL,
    "untilOn" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Waiting_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FindingEvidence" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "FindingEvidence_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Extension" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "milestoneId" INTEGER NOT NULL,
    "openMilestoneId" INTEGER,
    "unitId" INTEGER NOT NULL,
    "applicantId" INTEGER,
    "onBehalfOfId" INTEGER,
    "askedOn" TEXT NOT NULL,
    "fromOn" TEXT NOT NULL,
    "toOn" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "progress" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'pending',
    "headId" INTEGER,
    "headOn" TEXT,
    "deciderId" INTEGER,
    "decidedOn" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Extension_milestoneId_fkey" FOREIGN KEY ("milestoneId") REFERENCES "Milestone" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Extension_applicantId_fkey" FOREIGN KEY ("applicantId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Extension_onBehalfOfId_fkey" FOREIGN KEY ("onBehalfOfId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Extension_headId_fkey" FOREIGN KEY ("headId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Extension_deciderId_fkey" FOREIGN KEY ("deciderId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Exemption" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER NOT NULL,
    "milestoneId" INTEGER,
    "openKey" TEXT,
    "basisKind" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "file" JSONB,
    "applicantId" INTEGER NOT NULL,
    "askedOn" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "deciderId" INTEGER,
    "decidedOn" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "formerStatus" TEXT,
    "revokerId" INTEGER,
    "revokedOn" TEXT,
    "revokeReason" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Exemption_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Exemption_milestoneId_fkey" FOREIGN KEY ("milestoneId") REFERENCES "Milestone" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Exemption_applicantId_fkey" FOREIGN KEY ("applicantId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Exemption_deciderId_fkey" FOREIGN KEY ("deciderId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Exemption_revokerId_fkey" FOREIGN KEY ("revokerId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Delegation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,
    "delegateId" INTEGER NOT NULL,
    "liveKey" TEXT,
    "startsOn" TEXT NOT NULL,
    "endsOn" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "endedOn" TEXT,
    "endedBy" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Delegation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Delegation_delegateId_fkey" FOREIGN KEY ("delegateId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ChaseRecord" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "requestId" INTEGER NOT NULL,
    "rung" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "recordId" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "ChaseRecord_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "ReportRequest" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Invite" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "platform" TEXT NOT NULL,
    "personId" INTEGER NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" INTEGER,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "usedBy" TEXT,
    "revokedAt" DATETIME
);

-- CreateTable
CREATE TABLE "ClaimCode" (
    "platform" TEXT NOT NULL PRIMARY KEY,
    "codeHash" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME
);

-- CreateTable
CREATE TABLE "GroupPresence" (
    "platform" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "canPost" BOOLEAN NOT NULL DEFAULT true,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("platform", "chat")
);

-- CreateTable
CREATE TABLE "PlatformState" (
    "platform" TEXT NOT NULL PRIMARY KEY,
    "state" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "account" TEXT NOT NULL DEFAULT '',
    "since" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "RemoteFile" (
    "platform" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("platform", "ref")
);

-- CreateTable
CREATE TABLE "MenuState" (
    "platform" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("platform", "scope")
);

-- CreateTable
CREATE TABLE "WecomMessage" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "chat" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "repeat" INTEGER NOT NULL,
    "choices" JSONB NOT NULL,
    "sentAt" DATETIME,
    "accepted" BOOLEAN NOT NULL DEFAULT false,
    "msgid" TEXT,
    "responseCode" TEXT,
    "closed" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "WecomContact" (
    "personId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "userId" TEXT,
    "mobile" TEXT,
    "greetedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "until" DATETIME NOT NULL,
    "fence" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "DocumentNumber" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "takenAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Commitment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "itemId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "draft" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "reason" TEXT NOT NULL DEFAULT '',
    "askedById" INTEGER,
    "askedOn" TEXT NOT NULL,
    "answeredOn" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "CommitmentVersion" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "commitmentId" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "signedById" INTEGER,
    "signedOn" TEXT NOT NULL,
    "signedAt" DATETIME NOT NULL,
    CONSTRAINT "CommitmentVersion_commitmentId_fkey" FOREIGN KEY ("commitmentId") REFERENCES "Commitment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ExemplaryCase" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "file" JSONB,
    "status" TEXT NOT NULL DEFAULT 'submitted',
    "version" INTEGER NOT NULL DEFAULT 1,
    "namesUnit" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT NOT NULL DEFAULT '',
    "authorId" INTEGER NOT NULL,
    "deciderId" INTEGER,
    "decidedAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "CaseQuote" (
    "bulletinId" INTEGER NOT NULL,
    "caseId" INTEGER NOT NULL,
    "named" BOOLEAN NOT NULL,

    PRIMARY KEY ("bulletinId", "caseId"),
    CONSTRAINT "CaseQuote_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "ExemplaryCase" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Referral" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "itemId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "throughId" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "handedTo" TEXT NOT NULL DEFAULT '',
    "handedOn" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "byId" INTEGER,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "CurrentCampaign" (
    "personId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "FilingTerm" (
    "campaignId" INTEGER NOT NULL,
    "unitKind" TEXT NOT NULL,
    "quota" INTEGER NOT NULL,
    "dueOn" TEXT NOT NULL,

    PRIMARY KEY ("campaignId", "unitKind")
);

-- CreateTable
CREATE TABLE "Filing" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campaignId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "standard" TEXT NOT NULL DEFAULT '',
    "measures" TEXT NOT NULL DEFAULT '',
    "supervisionClass" TEXT NOT NULL DEFAULT 'routine',
    "dueOn" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "field" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "authorId" INTEGER,
    "filedOn" TEXT NOT NULL,
    "submittedAt" DATETIME NOT NULL,
    "decidedById" INTEGER,
    "decidedAt" DATETIME,
    "itemId" INTEGER,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "FilingChase" (
    "campaignId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "on" TEXT NOT NULL,

    PRIMARY KEY ("campaignId", "unitId", "on")
);

-- CreateIndex
CREATE INDEX "Campaign_status_idx" ON "Campaign"("status");

-- CreateIndex
CREATE UNIQUE INDEX "Campaign_name_key" ON "Campaign"("name");

-- CreateIndex
CREATE INDEX "Phase_startsOn_idx" ON "Phase"("startsOn");

-- CreateIndex
CREATE UNIQUE INDEX "Phase_campaignId_position_key" ON "Phase"("campaignId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_code_key" ON "Unit"("code");

-- CreateIndex
CREATE INDEX "Unit_parentId_idx" ON "Unit"("parentId");

-- CreateIndex
CREATE INDEX "CampaignUnit_unitId_idx" ON "CampaignUnit"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "Person_code_key" ON "Person"("code");

-- CreateIndex
CREATE INDEX "Identity_personId_idx" ON "Identity"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Identity_platform_platformUserId_key" ON "Identity"("platform", "platformUserId");

-- CreateIndex
CREATE INDEX "RoleGrant_personId_idx" ON "RoleGrant"("personId");

-- CreateIndex
CREATE INDEX "RoleGrant_campaignId_role_unitId_idx" ON "RoleGrant"("campaignId", "role", "unitId");

-- CreateIndex
CREATE INDEX "Chat_campaignId_state_idx" ON "Chat"("campaignId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Chat_platform_platformChatId_thread_key" ON "Chat"("platform", "platformChatId", "thread");

-- CreateIndex
CREATE INDEX "Item_campaignId_status_dueOn_idx" ON "Item"("campaignId", "status", "dueOn");

-- CreateIndex
CREATE INDEX "Item_leadUnitId_status_idx" ON "Item"("leadUnitId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Item_campaignId_itemNo_key" ON "Item"("campaignId", "itemNo");

-- CreateIndex
CREATE INDEX "SupportingUnit_unitId_idx" ON "SupportingUnit"("unitId");

-- CreateIndex
CREATE INDEX "Milestone_status_dueOn_idx" ON "Milestone"("status", "dueOn");

-- CreateIndex
CREATE UNIQUE INDEX "Milestone_itemId_position_key" ON "Milestone"("itemId", "position");

-- CreateIndex
CREATE INDEX "Warning_givenOn_idx" ON "Warning"("givenOn");

-- CreateIndex
CREATE UNIQUE INDEX "Warning_milestoneId_stage_key" ON "Warning"("milestoneId", "stage");

-- CreateIndex
CREATE UNIQUE INDEX "ReportRound_campaignId_supervisionClass_periodKey_key" ON "ReportRound"("campaignId", "supervisionClass", "periodKey");

-- CreateIndex
CREATE INDEX "ReportRequest_status_dueOn_idx" ON "ReportRequest"("status", "dueOn");

-- CreateIndex
CREATE INDEX "ReportRequest_unitId_status_idx" ON "ReportRequest"("unitId", "status");

-- CreateIndex
CREATE INDEX "ReportRequest_itemId_status_idx" ON "ReportRequest"("itemId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "ReportRequest_roundId_itemId_unitId_key" ON "ReportRequest"("roundId", "itemId", "unitId");

-- CreateIndex
CREATE UNIQUE INDEX "ProgressReport_correctsId_key" ON "ProgressReport"("correctsId");

-- CreateIndex
CREATE INDEX "ProgressReport_itemId_id_idx" ON "ProgressReport"("itemId", "id");

-- CreateIndex
CREATE INDEX "ProgressReport_status_id_idx" ON "ProgressReport"("status", "id");

-- CreateIndex
CREATE INDEX "ProgressReport_unitId_reportedOn_idx" ON "ProgressReport"("unitId", "reportedOn");

-- CreateIndex
CREATE INDEX "Evidence_reportId_idx" ON "Evidence"("reportId");

-- CreateIndex
CREATE UNIQUE INDEX "Verification_reportId_key" ON "Verification"("reportId");

-- CreateIndex
CREATE INDEX "Verification_verifiedOn_idx" ON "Verification"("verifiedOn");

-- CreateIndex
CREATE INDEX "Board_campaignId_kind_startsOn_idx" ON "Board"("campaignId", "kind", "startsOn");

-- CreateIndex
CREATE INDEX "Board_status_publishOn_idx" ON "Board"("status", "publishOn");

-- CreateIndex
CREATE UNIQUE INDEX "Board_campaignId_kind_periodKey_key" ON "Board"("campaignId", "kind", "periodKey");

-- CreateIndex
CREATE INDEX "BoardEntry_unitId_idx" ON "BoardEntry"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "BoardEntry_boardId_unitId_key" ON "BoardEntry"("boardId", "unitId");

-- CreateIndex
CREATE UNIQUE INDEX "Bulletin_campaignId_year_number_key" ON "Bulletin"("campaignId", "year", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_dedupKey_key" ON "Delivery"("dedupKey");

-- CreateIndex
CREATE INDEX "Delivery_lane_priority_id_idx" ON "Delivery"("lane", "priority", "id");

-- CreateIndex
CREATE INDEX "Delivery_lane_notBefore_idx" ON "Delivery"("lane", "notBefore");

-- CreateIndex
CREATE INDEX "Delivery_subject_status_idx" ON "Delivery"("subject", "status");

-- CreateIndex
CREATE INDEX "Delivery_personId_createdAt_idx" ON "Delivery"("personId", "createdAt");

-- CreateIndex
CREATE INDEX "Delivery_platform_address_providerMessageId_idx" ON "Delivery"("platform", "address", "providerMessageId");

-- CreateIndex
CREATE INDEX "Delivery_campaignId_status_id_idx" ON "Delivery"("campaignId", "status", "id");

-- CreateIndex
CREATE INDEX "Delivery_personId_status_finishedAt_idx" ON "Delivery"("personId", "status", "finishedAt");

-- CreateIndex
CREATE INDEX "Delivery_finishedAt_idx" ON "Delivery"("finishedAt");

-- CreateIndex
CREATE INDEX "Inbound_receivedAt_idx" ON "Inbound"("receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Inbound_platform_updateKey_key" ON "Inbound"("platform", "updateKey");

-- CreateIndex
CREATE INDEX "DialogState_expiresAt_idx" ON "DialogState"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "DialogState_personId_platform_chat_key" ON "DialogState"("personId", "platform", "chat");

-- CreateIndex
CREATE INDEX "JobRun_finishedAt_leaseUntil_idx" ON "JobRun"("finishedAt", "leaseUntil");

-- CreateIndex
CREATE UNIQUE INDEX "JobRun_job_scheduledFor_key" ON "JobRun"("job", "scheduledFor");

-- CreateIndex
CREATE INDEX "AuditEntry_subject_id_idx" ON "AuditEntry"("subject", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_action_at_idx" ON "AuditEntry"("action", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Feedback_deliveryId_key" ON "Feedback"("deliveryId");

-- CreateIndex
CREATE INDEX "Feedback_campaignId_createdAt_idx" ON "Feedback"("campaignId", "createdAt");

-- CreateIndex
CREATE INDEX "Feedback_personId_createdAt_idx" ON "Feedback"("personId", "createdAt");

-- CreateIndex
CREATE INDEX "ScoreCredit_campaignId_status_countsOn_idx" ON "ScoreCredit"("campaignId", "status", "countsOn");

-- CreateIndex
CREATE INDEX "Objection_status_boardId_idx" ON "Objection"("status", "boardId");

-- CreateIndex
CREATE UNIQUE INDEX "Objection_boardId_unitId_recordKind_recordId_key" ON "Objection"("boardId", "unitId", "recordKind", "recordId");

-- CreateIndex
CREATE UNIQUE INDEX "ScoreExclusion_campaignId_recordKind_recordId_throughOn_key" ON "ScoreExclusion"("campaignId", "recordKind", "recordId", "throughOn");

-- CreateIndex
CREATE INDEX "BoardChange_boardId_status_idx" ON "BoardChange"("boardId", "status");

-- CreateIndex
CREATE INDEX "FormalTalk_campaignId_status_idx" ON "FormalTalk"("campaignId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "FormalTalk_boardId_unitId_key" ON "FormalTalk"("boardId", "unitId");

-- CreateIndex
CREATE INDEX "ImportDraft_status_id_idx" ON "ImportDraft"("status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "CloseOut_reportId_key" ON "CloseOut"("reportId");

-- CreateIndex
CREATE INDEX "CloseOut_itemId_id_idx" ON "CloseOut"("itemId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SampleDraw_roundId_key" ON "SampleDraw"("roundId");

-- CreateIndex
CREATE INDEX "SampleDraw_campaignId_drawnOn_idx" ON "SampleDraw"("campaignId", "drawnOn");

-- CreateIndex
CREATE UNIQUE INDEX "SampledReport_reportId_key" ON "SampledReport"("reportId");

-- CreateIndex
CREATE UNIQUE INDEX "SampledReport_drawId_position_key" ON "SampledReport"("drawId", "position");

-- CreateIndex
CREATE INDEX "SupportingPart_itemId_mergedInId_idx" ON "SupportingPart"("itemId", "mergedInId");

-- CreateIndex
CREATE INDEX "Waiting_itemId_untilOn_idx" ON "Waiting"("itemId", "untilOn");

-- CreateIndex
CREATE INDEX "FindingEvidence_itemId_idx" ON "FindingEvidence"("itemId");

-- CreateIndex
CREATE UNIQUE INDEX "Extension_openMilestoneId_key" ON "Extension"("openMilestoneId");

-- CreateIndex
CREATE INDEX "Extension_milestoneId_id_idx" ON "Extension"("milestoneId", "id");

-- CreateIndex
CREATE INDEX "Extension_status_fromOn_idx" ON "Extension"("status", "fromOn");

-- CreateIndex
CREATE INDEX "Extension_unitId_status_idx" ON "Extension"("unitId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Exemption_openKey_key" ON "Exemption"("openKey");

-- CreateIndex
CREATE INDEX "Exemption_itemId_status_idx" ON "Exemption"("itemId", "status");

-- CreateIndex
CREATE INDEX "Exemption_milestoneId_idx" ON "Exemption"("milestoneId");

-- CreateIndex
CREATE INDEX "Exemption_status_id_idx" ON "Exemption"("status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Delegation_liveKey_key" ON "Delegation"("liveKey");

-- CreateIndex
CREATE INDEX "Delegation_delegateId_status_idx" ON "Delegation"("delegateId", "status");

-- CreateIndex
CREATE INDEX "Delegation_campaignId_status_endsOn_idx" ON "Delegation"("campaignId", "status", "endsOn");

-- CreateIndex
CREATE UNIQUE INDEX "ChaseRecord_requestId_rung_reason_recordId_key" ON "ChaseRecord"("requestId", "rung", "reason", "recordId");

-- CreateIndex
CREATE UNIQUE INDEX "Invite_tokenHash_key" ON "Invite"("tokenHash");

-- CreateIndex
CREATE INDEX "Invite_platform_personId_idx" ON "Invite"("platform", "personId");

-- CreateIndex
CREATE INDEX "WecomMessage_chat_door_sentAt_idx" ON "WecomMessage"("chat", "door", "sentAt");

-- CreateIndex
CREATE INDEX "WecomMessage_chat_digest_createdAt_idx" ON "WecomMessage"("chat", "digest", "createdAt");

-- CreateIndex
CREATE INDEX "WecomMessage_messageId_idx" ON "WecomMessage"("messageId");

-- CreateIndex
CREATE INDEX "WecomMessage_createdAt_idx" ON "WecomMessage"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "WecomMessage_key_part_key" ON "WecomMessage"("key", "part");

-- CreateIndex
CREATE INDEX "WecomContact_userId_idx" ON "WecomContact"("userId");

-- CreateIndex
CREATE INDEX "WecomContact_mobile_idx" ON "WecomContact"("mobile");

-- CreateIndex
CREATE UNIQUE INDEX "DocumentNumber_campaignId_year_number_key" ON "DocumentNumber"("campaignId", "year", "number");

-- CreateIndex
CREATE UNIQUE INDEX "DocumentNumber_campaignId_subject_key" ON "DocumentNumber"("campaignId", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "Commitment_itemId_key" ON "Commitment"("itemId");

-- CreateIndex
CREATE INDEX "Commitment_campaignId_status_idx" ON "Commitment"("campaignId", "status");

-- CreateIndex
CREATE INDEX "Commitment_unitId_idx" ON "Commitment"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "CommitmentVersion_commitmentId_version_key" ON "CommitmentVersion"("commitmentId", "version");

-- CreateIndex
CREATE INDEX "ExemplaryCase_campaignId_status_kind_idx" ON "ExemplaryCase"("campaignId", "status", "kind");

-- CreateIndex
CREATE INDEX "Referral_campaignId_idx" ON "Referral"("campaignId");

-- CreateIndex
CREATE UNIQUE INDEX "Referral_itemId_unitId_throughId_key" ON "Referral"("itemId", "unitId", "throughId");

-- CreateIndex
CREATE UNIQUE INDEX "Filing_itemId_key" ON "Filing"("itemId");

-- CreateIndex
CREATE INDEX "Filing_campaignId_status_id_idx" ON "Filing"("campaignId", "status", "id");

-- CreateIndex
CREATE INDEX "Filing_campaignId_unitId_status_idx" ON "Filing"("campaignId", "unitId", "status");
