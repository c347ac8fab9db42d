using System.Collections.Concurrent;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Adapters.Tokens;

/// <summary>
/// One token: its sessions and its login, shared by the keys in it. What is lost is opened again; a PIN that the token has refused is never given to it again,
/// because tokens lock themselves after a few wrong ones.
/// </summary>
internal sealed class Token(TokenModule module, string label)
{
    // Tokens work at one signature at a time; an HSM at several.
    private const int MostSessions = 8;

    private readonly object _turns = new();
    private readonly ConcurrentBag<OpenSession> _idle = [];
    private readonly Lock _login = new();
    private (string Pin, string Why)? _refused;
    private int _generation;
    private int _busy;

    /// <summary>Works in a session in which the user is logged in; once more with new sessions when they are gone.</summary>
    /// <param name="pin">The user's PIN.</param>
    /// <param name="work">MUST be safe to run again: what failed had no effect.</param>
    /// <exception cref="KeyUnavailableException">The token is not there, refuses the PIN, or fails; the message says which.</exception>
    public T Use<T>(string pin, Func<OpenSession, T> work)
    {
        lock (_turns)
        {
            while (_busy == MostSessions) Monitor.Wait(_turns);
            _busy++;
        }

        try
        {
            return Patiently(pin, work);
        }
        catch (Pkcs11Exception failed)
        {
            throw new KeyUnavailableException($"Token \"{label}\": {failed.RV}", failed);
        }
        finally
        {
            lock (_turns)
            {
                _busy--;
                Monitor.Pulse(_turns);
            }
        }
    }

    // With the sessions there are, with new ones, with a library initialised anew.
    private T Patiently<T>(string pin, Func<OpenSession, T> work)
    {
        try
        {
            return Once(pin, work);
        }
        catch (Pkcs11Exception lost) when (TokenCodes.IsLost(lost.RV))
        {
            Forget();
        }

        try
        {
            return Once(pin, work);
        }
        catch (Pkcs11Exception lost) when (TokenCodes.IsLost(lost.RV))
        {
            // Not in the filter above: it runs before what the failed call holds is given back.
            if (!module.Renew()) throw;
            Forget();
        }

        return Once(pin, work);
    }

    private T Once<T>(string pin, Func<OpenSession, T> work) => module.Use(library =>
    {
        var session = Borrow(library, pin);
        try
        {
            var result = work(session);
            GiveBack(session);
            return result;
        }
        catch
        {
            // What state it is in nobody knows.
            Close(session);
            throw;
        }
    });

    private OpenSession Borrow(IPkcs11Library library, string pin)
    {
        var generation = Volatile.Read(ref _generation);
        while (_idle.TryTake(out var idle))
        {
            if (idle.Generation == generation) return idle;
            Close(idle);
        }

        var slot = library.GetSlotList(SlotsType.WithTokenPresent).FirstOrDefault(slot => LabelOf(slot) == label) ?? throw new Pkcs11Exception("C_GetSlotList", CKR.CKR_TOKEN_NOT_PRESENT);
        var session = new OpenSession(slot, slot.OpenSession(SessionType.ReadOnly), generation);
        try
        {
            LogIn(slot, session.Session, pin);
            return session;
        }
        catch
        {
            Close(session);
            throw;
        }
    }

    private void GiveBack(OpenSession session)
    {
        // The login lasts as long as one session does: the last one is not closed.
        if (session.Generation == Volatile.Read(ref _generation)) _idle.Add(session);
        else Close(session);
    }

    private void LogIn(ISlot slot, ISession session, string pin)
    {
        lock (_login)
        {
            if (session.GetSessionInfo().State is CKS.CKS_RO_USER_FUNCTIONS or CKS.CKS_RW_USER_FUNCTIONS) return;
            if (_refused is { } refused && refused.Pin == pin) throw new KeyUnavailableException(refused.Why);
            var flags = slot.GetTokenInfo().TokenFlags;
            if (!flags.LoginRequired) return;
            if (flags.UserPinLocked) throw new KeyUnavailableException($"Token \"{label}\": the PIN is locked; unlock it with the vendor's tool.");
            if (flags.UserPinFinalTry)
                throw new KeyUnavailableException($"Token \"{label}\": one try is left before the PIN is locked; it is not risked here. Log in once with the vendor's tool.");
            try
            {
                session.Login(CKU.CKU_USER, pin);
            }
            catch (Pkcs11Exception already) when (already.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
            {
                // By another part of this process.
            }
            catch (Pkcs11Exception wrong) when (TokenCodes.IsRefusedPin(wrong.RV))
            {
                var why = $"Token \"{label}\": the PIN is refused ({wrong.RV}). It is not tried again; write the right one into pinFile.";
                _refused = (pin, why);
                throw new KeyUnavailableException(why, wrong);
            }
        }
    }

    private void Forget()
    {
        Interlocked.Increment(ref _generation);
        while (_idle.TryTake(out var session)) Close(session);
    }

    private static void Close(OpenSession session)
    {
        try
        {
            session.Session.Dispose();
        }
        catch (Pkcs11Exception)
        {
            // It is gone: that is what closing is for.
        }
    }

    // A slot whose token goes away while it is asked is one without it.
    private static string? LabelOf(ISlot slot)
    {
        try
        {
            return slot.GetTokenInfo().Label.TrimEnd();
        }
        catch (Pkcs11Exception)
        {
            return null;
        }
    }
}
