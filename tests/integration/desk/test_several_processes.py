import asyncio

PROCESSES, TICKETS = 4, 50


async def test_four_processes_give_distinct_gapless_numbers(at_once):
    answers = await at_once(*(("issue", f"p{p}-", str(TICKETS)) for p in range(PROCESSES)))
    numbers = sorted(number for answer in answers for number in answer["answer"])
    assert numbers == [f"A{number:03d}" for number in range(1, PROCESSES * TICKETS + 1)]
    assert sorted(answer["robot"] for answer in answers) == [f"robot-1.{p}" for p in range(PROCESSES)]


async def test_the_same_request_ids_in_several_processes_give_the_same_tickets(at_once):
    answers = await at_once(*[("issue", "same-", "20")] * 3)
    assert {tuple(sorted(answer["answer"])) for answer in answers} == {
        tuple(f"A{number:03d}" for number in range(1, 21))
    }


async def test_each_ticket_is_called_once_whoever_calls(elsewhere, at_once):
    await elsewhere("issue", "r", "40")
    answers = await at_once(("call", "1", "25"), ("call", "2", "25"))
    called = sorted(number for answer in answers for number in answer["answer"])
    assert called == [f"A{number:03d}" for number in range(1, 41)]


async def test_a_change_in_another_process_is_noticed(elsewhere, office):
    heard, external = [], asyncio.Event()
    office.desk.on_event(lambda event: (heard.append(event), event.kind == "external" and external.set()))
    watching = asyncio.create_task(office.desk.watch(period_s=0.05))
    await asyncio.sleep(0.1)
    await office.desk.issue("papers", "mine")
    await asyncio.sleep(0.2)
    assert [event.kind for event in heard] == ["issued"]
    await elsewhere("issue", "theirs", "1")
    await external.wait()
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert {event.kind for event in heard[1:]} == {"external"}
    assert (await office.desk.loads())[0].waiting == 2
