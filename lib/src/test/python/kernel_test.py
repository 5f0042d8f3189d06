"""Holds the kernel to Jupyter's own test tool, and to what the tool does not ask. Prints one line a test: name and result."""

import socket
import subprocess
import sys
import time
import unittest

import jupyter_kernel_test
from jupyter_client.manager import KernelManager, start_new_kernel

KERNEL = "math-symbols-java"

TRAINING = """
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.*;
import mathsymbols.io.*;
import mathsymbols.data.*;
import mathsymbols.nn.*;
import mathsymbols.train.*;
var head = TransferHead.build(Vgg19.SHAPE, 19, 1);
AtomicInteger batches = new AtomicInteger();
TrainingListener counter = new TrainingListener() {
    public void batchDone(Step step) {
        if (batches.incrementAndGet() == 10) System.out.println("training");
    }
};
Examples noise = new Examples() {
    public int size() { return 640; }
    public List<String> classes() { return IntStream.range(0, 19).mapToObj(i -> "c" + i).collect(Collectors.toList()); }
    public int label(int index) { return index % 19; }
    public long[] shape() { return new long[] {25088}; }
    public void read(int index, FloatBuffer target) { for (int i = 0; i < 25088; i++) target.put(i % 7); }
};
"""


class KernelTest(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "Java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("careful");'
    code_generate_error = 'throw new IllegalStateException("as asked");'
    code_execute_result = [{"code": "6 * 7", "result": "42"}]
    code_display_data = [{"code": 'display(new mathsymbols.plot.Figure(9, 9, "a dot", g -> g.fillRect(4, 4, 1, 1)));', "mime": "text/html"}]
    code_inspect_sample = "Math.max("
    completion_samples = [{"text": "Math.cei", "matches": {"ceil("}}]
    complete_code_samples = ["1", "int a = 1;", "for (int i = 0; i < 3; i++) { }"]
    incomplete_code_samples = ["int a =", "class A {"]
    invalid_code_samples = ["}{", "int 1a = ;", "int x = 1 2;", "int a = 1; 3 + + ;"]
    code_history_pattern = "6*"
    supported_history_operations = ("tail", "range", "search")

    def outputs(self, code, timeout):
        """Runs a cell and returns its reply and all its outputs, however many come after the reply."""
        request = self.kc.execute(code)
        messages = []
        while not messages or messages[-1]["content"].get("execution_state") != "idle":
            message = self.kc.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == request:
                messages.append(message)
        return self.get_non_kernel_info_reply(timeout)["content"], messages

    def inspected(self, code, cursor=None):
        self.kc.inspect(code, cursor)
        content = self.get_non_kernel_info_reply(60)["content"]
        return content["data"].get("text/plain", "") if content["found"] else None

    def test_inspection_shows_signature_and_javadoc(self):
        self.outputs("import mathsymbols.train.*; import java.util.*; int count = 3;", 30)
        call = "var fit = Trainer.of(null).epochs(10).fit(null, null);"
        for code, cursor in ((call, call.index("epochs") + 2), (call, call.index("epochs(") + 7), ("Trainer.of(null).epochs", None)):
            self.assertIn("epochs(int", self.inspected(code, cursor))
            self.assertIn("number of the last epoch", self.inspected(code, cursor))
        self.assertIn("is the loop itself", self.inspected("import java.util.*;\nTrainer"))
        self.assertIn("int", self.inspected("count"))
        self.assertIsNone(self.inspected("nothingOfThatName"))

    def test_cells_behind_a_failed_one_are_discarded(self):
        codes = ('Thread.sleep(500); throw new IllegalStateException("as asked");', "int after = 1;", "2 + 2")
        requests = [self.kc.execute(code) for code in codes] + [self.kc.inspect("Math.max(")]
        replies = {}
        while len(replies) < len(requests):
            reply = self.get_non_kernel_info_reply(30)
            replies[reply["parent_header"]["msg_id"]] = reply["content"]["status"]
        self.assertEqual([replies[r] for r in requests], ["error", "aborted", "aborted", "ok"])
        self.assertEqual(list(replies)[0], requests[0])
        reply, _ = self.outputs("after", 15)
        self.assertEqual(reply["status"], "error")

    def test_cells_behind_a_failed_one_run_where_asked(self):
        self.kc.execute('Thread.sleep(500); throw new IllegalStateException("as asked");', stop_on_error=False)
        reply, _ = self.outputs("int next = 1;", 15)
        self.assertEqual(reply["status"], "error")
        self.assertEqual(self.get_non_kernel_info_reply(60)["content"]["status"], "ok")

    def test_tables_and_charts_are_html(self):
        table = 'tech.tablesaw.api.Table.create(tech.tablesaw.api.IntColumn.create("n", 1, 2))'
        chart = 'org.knowm.xchart.QuickChart.getChart("c", "x", "y", "s", new double[] {1}, new double[] {2})'
        for code in (table, chart):
            _, messages = self.outputs(code, 30)
            results = [m["content"]["data"] for m in messages if m["msg_type"] == "execute_result"]
            self.assertIn("text/html", results[0])
            self.assertIn("text/plain", results[0])

    def test_no_line_of_30000_is_lost(self):
        _, messages = self.outputs("for (int i = 0; i < 30_000; i++) System.out.println(i);", 120)
        text = "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream")
        self.assertEqual(text.split(), [str(i) for i in range(30_000)])

    def test_memory_that_ends_names_the_setting(self):
        _, messages = self.outputs("long[][] all = new long[99][]; for (int i = 0; ; i++) all[i] = new long[1 << 28];", 60)
        text = "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream")
        self.assertIn("MATH_SYMBOLS_MEMORY", text)

    def test_interrupt_leaves_the_kernel_answering(self):
        self.kc.execute("while (!Thread.interrupted()) { }")
        time.sleep(1)
        self.km.interrupt_kernel()
        self.assertEqual(self.get_non_kernel_info_reply(5)["content"]["status"], "error")
        reply, _ = self.outputs("1 + 1", 15)
        self.assertEqual(reply["status"], "ok")

    def test_interrupt_stops_a_training_within_a_batch(self):
        reply, _ = self.outputs(TRAINING, 60)
        self.assertEqual(reply["status"], "ok", reply)
        self.kc.execute("Trainer.of(head).epochs(10_000).batchSize(64).listener(counter).fit(noise, noise);")
        while self.kc.get_iopub_msg(timeout=60)["msg_type"] != "stream":
            pass
        self.km.interrupt_kernel()
        self.assertEqual(self.get_non_kernel_info_reply(60)["content"]["status"], "error")
        time.sleep(2)
        self.assertEqual(self.count("batches.get()"), self.count("Thread.sleep(2000); batches.get()"))

    def count(self, code):
        _, messages = self.outputs(code, 15)
        return [m["content"]["data"]["text/plain"] for m in messages if m["msg_type"] == "execute_result"]

    def test_a_start_up_that_failed_is_told_by_the_first_cell(self):
        manager = KernelManager(kernel_name=KERNEL)
        manager.kernel_spec.env["IJAVA_STARTUP_SCRIPT"] = 'throw new IllegalStateException("no start");'
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=60)
            replies = [client.execute_interactive("1", timeout=60, output_hook=lambda message: None)["content"] for _ in range(2)]
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        self.assertEqual([reply["status"] for reply in replies], ["error", "ok"])
        self.assertIn("no start", replies[0]["evalue"])

    def test_a_kernel_whose_port_was_taken_ends(self):
        manager = KernelManager(kernel_name=KERNEL, cache_ports=False)
        with socket.create_server(("127.0.0.1", 0)) as taken:
            manager.shell_port = taken.getsockname()[1]
            manager.start_kernel()
            try:
                self.assertTrue(gone(manager.provisioner.pid, 30))
            finally:
                manager.shutdown_kernel(now=True)

    def test_shutdown_leaves_no_process(self):
        manager, client = start_new_kernel(kernel_name=KERNEL)
        pid = manager.provisioner.pid
        client.stop_channels()
        manager.shutdown_kernel()
        self.assertTrue(gone(pid))

    def test_no_process_outlives_a_killed_front_end(self):
        code = (
            "import time; from jupyter_client.manager import start_new_kernel as s;"
            f" m, c = s(kernel_name='{KERNEL}'); print(m.provisioner.pid, flush=True); time.sleep(99)"
        )
        front_end = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        pid = int(front_end.stdout.readline())
        self.assertFalse(gone(pid, 0))
        front_end.kill()
        front_end.communicate()
        self.assertTrue(gone(pid))


def gone(pid, seconds=10):
    deadline = time.monotonic() + seconds
    while True:
        try:
            with open(f"/proc/{pid}/stat") as stat:
                if stat.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)


class Table(unittest.TextTestResult):
    def stopTest(self, test):
        name = test.id().rsplit(".", 1)[1]
        failed = any(name in str(case) for case, _ in self.failures + self.errors)
        skipped = any(name in str(case) for case, _ in self.skipped)
        print(name, "failed" if failed else "skipped" if skipped else "passed", flush=True)


if __name__ == "__main__":
    unittest.main(testRunner=unittest.TextTestRunner(resultclass=Table, stream=sys.stderr), exit=False)
