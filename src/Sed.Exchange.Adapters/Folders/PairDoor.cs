using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>Submits one pair to the node's door and moves it away when its message is durable.</summary>
internal sealed class PairDoor(FolderPlace place, FolderOptions options, Gateway gateway, PairMoves moves, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Store = TimeSpan.FromSeconds(30), Reading = TimeSpan.FromSeconds(10), Administrator = TimeSpan.FromMinutes(5);

    /// <summary>Submits it.</summary>
    /// <exception cref="JournalException">The store cannot be believed any more.</exception>
    /// <exception cref="BlobException">Likewise.</exception>
    public async Task<PairOutcome> SubmitAsync(WaitingPair pair, CancellationToken cancel)
    {
        try
        {
            AdmissionResult result;
            using (var content = PairContent.Open(place, pair, options))
            {
                if (content.Fault is { } fault) return new PairOutcome.Refused(new PairRefusal(fault, content.Detail, content.Findings));
                if (content.Subfolders > 0) Log.SubfoldersIgnored(log, pair.ToString(), content.Subfolders);
                result = await gateway.Admission.SubmitAsync(
                    new Submission
                    {
                        Organisations = place.Organisations,
                        Client = place.Client,
                        Files = content.Files,
                        IdempotencyKey = PairKey.Of(pair, content.Files, options),
                        ClientReference = pair.Name,
                    },
                    cancel);

                // A no may rest on a mixture; a yes cannot: its last reading came to an unchanged end.
                if (content.HasChanged && result is AdmissionResult.NotTaken) return new PairOutcome.Changed();
            }

            return result switch
            {
                AdmissionResult.Accepted accepted => MoveAway(pair, accepted),
                AdmissionResult.NotTaken refused => Judge(refused.Problem),
                _ => throw new InvalidOperationException($"Admission said {result.GetType().Name}."),
            };
        }
        catch (PairChangedException)
        {
            return new PairOutcome.Changed();
        }
        catch (BlobException unreachable) when (unreachable.IsTransient)
        {
            return unreachable.IsUnreachable
                ? new PairOutcome.Postponed(ProblemCodes.StoreUnreachable, Store, IsEverybodys: true)
                : new PairOutcome.Postponed(ProblemCodes.NoRoom, Store, IsEverybodys: IsFull());
        }
        catch (KeyUnavailableException)
        {
            return new PairOutcome.Postponed(ProblemCodes.KeyUnavailable, Store, IsEverybodys: true);
        }
        catch (Exception busy) when (busy is JournalException { IsTransient: true } or JournalConflictException)
        {
            return new PairOutcome.Postponed(ProblemCodes.NotDurable, Store, IsEverybodys: true);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new PairOutcome.Postponed(FolderFaults.ReasonOf(unreadable), Reading, IsEverybodys: false);
        }
        catch (Exception defect) when (defect is not (OperationCanceledException or BlobException or JournalException))
        {
            // As a request that fails by a defect of ours: its own trouble, not a reason to stop everybody's mail.
            Log.PairDefect(log, pair.ToString(), defect);
            return new PairOutcome.Postponed(ProblemCodes.NotDurable, Administrator, IsEverybodys: false);
        }
    }

    private PairOutcome MoveAway(WaitingPair pair, AdmissionResult.Accepted accepted)
    {
        var message = accepted.Container.MessageId;
        if (accepted.Repeated) Log.PairRepeated(log, pair.ToString(), message);
        else Log.PairTaken(log, pair.ToString(), message);

        // Sealing takes a while, in which the installation may have written the pair anew: what nobody has read must not lie among what was taken. The looks
        // begin again, and the door says whether it is the same message, another one, or a conflict.
        if (PairSight.Of(place, pair, options).Print != pair.Seen) return new PairOutcome.Changed();

        var path = moves.ToTaken(pair, time.GetUtcNow());
        if (options.TakenKept == TimeSpan.Zero) PairMoves.Delete(path);
        else if (accepted.Repeated) RepeatedNote.Write(path, pair, message, time.GetUtcNow());
        return new PairOutcome.Taken();
    }

    private PairOutcome Judge(Problem problem) => problem switch
    {
        // One destination's queue is full; mail for others goes on.
        { Code: ProblemCodes.DestinationFull } => new PairOutcome.Postponed(problem.Code, problem.RetryAfter ?? Store, IsEverybodys: false),

        // What is too large for the room that is left keeps nothing smaller waiting.
        { Code: ProblemCodes.NoRoom } => new PairOutcome.Postponed(problem.Code, problem.RetryAfter ?? Store, IsEverybodys: IsFull()),
        { RetryAfter: { } pause } => new PairOutcome.Postponed(problem.Code, pause, IsEverybodys: true),

        // A seal that no installation can mend; its other organisations have their own.
        { Code: ProblemCodes.SealUnusable } => new PairOutcome.Postponed(problem.Code, Administrator, IsEverybodys: false),
        _ => new PairOutcome.Refused(PairRefusal.Of(problem)),
    };

    /// <summary>True: no pair would find room, or nobody can tell.</summary>
    /// <exception cref="BlobException">The store cannot be believed any more.</exception>
    private bool IsFull()
    {
        try
        {
            return !gateway.HasRoom;
        }
        catch (BlobException untold) when (untold.IsTransient)
        {
            return true;
        }
    }
}
